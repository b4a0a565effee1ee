package io.cryptocheckout.platform.tenancy;

import io.cryptocheckout.platform.authority.Permission;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** What a person is to a store, and what follows from it. */
public enum Role {
    /** May do everything, the wallet included. */
    OWNER;

    public Set<Permission> permissions() {
        return EnumSet.allOf(Permission.class);
    }

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Role of(String wireName) {
        return valueOf(wireName.toUpperCase(Locale.ROOT));
    }
}
