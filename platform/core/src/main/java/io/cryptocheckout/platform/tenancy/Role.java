package io.cryptocheckout.platform.tenancy;

import static io.cryptocheckout.platform.authority.Permission.AUDIT_READ;
import static io.cryptocheckout.platform.authority.Permission.EVENTS_READ;
import static io.cryptocheckout.platform.authority.Permission.KEYS_MANAGE;
import static io.cryptocheckout.platform.authority.Permission.REPORTS_READ;
import static io.cryptocheckout.platform.authority.Permission.SESSIONS_READ;
import static io.cryptocheckout.platform.authority.Permission.SESSIONS_WRITE;
import static io.cryptocheckout.platform.authority.Permission.STORE_OWN;
import static io.cryptocheckout.platform.authority.Permission.STORE_READ;
import static io.cryptocheckout.platform.authority.Permission.TEAM_READ;
import static io.cryptocheckout.platform.authority.Permission.WALLET_IMPORT;
import static io.cryptocheckout.platform.authority.Permission.WALLET_READ;
import static io.cryptocheckout.platform.authority.Permission.WALLET_SIGN;
import static io.cryptocheckout.platform.authority.Permission.WEBHOOKS_READ;
import static io.cryptocheckout.platform.authority.Permission.WEBHOOKS_WRITE;

import io.cryptocheckout.platform.authority.Permission;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** What a person is to a store, and what follows from it. A role of the store's own making is {@link #CUSTOM}. */
public enum Role {
    /** May do everything, the wallet included. */
    OWNER(EnumSet.allOf(Permission.class), EnumSet.allOf(Permission.class)),
    /** All but the wallet and what belongs to the owner. */
    ADMIN(EnumSet.complementOf(EnumSet.of(WALLET_READ, WALLET_IMPORT, WALLET_SIGN, STORE_OWN)),
            EnumSet.complementOf(EnumSet.of(WALLET_READ, WALLET_IMPORT, WALLET_SIGN, STORE_OWN))),
    /** Test mode fully; in live mode reads payments, and manages keys and webhooks only where granted. */
    DEVELOPER(EnumSet.of(SESSIONS_READ, SESSIONS_WRITE, WEBHOOKS_READ, WEBHOOKS_WRITE, EVENTS_READ, STORE_READ, KEYS_MANAGE, TEAM_READ),
            EnumSet.of(SESSIONS_READ, STORE_READ, TEAM_READ)),
    /** Answers customers: reads payments. */
    SUPPORT(EnumSet.of(SESSIONS_READ, STORE_READ), EnumSet.of(SESSIONS_READ, STORE_READ)),
    /** Reads payments, reports and the log of acts, and exports them. */
    ACCOUNTANT(EnumSet.of(SESSIONS_READ, STORE_READ, REPORTS_READ, AUDIT_READ),
            EnumSet.of(SESSIONS_READ, STORE_READ, REPORTS_READ, AUDIT_READ)),
    /** What the store's own role of that name holds. */
    CUSTOM(EnumSet.noneOf(Permission.class), EnumSet.noneOf(Permission.class));

    /** What a developer may be given in live mode. */
    public static final Set<Permission> LIVE_GRANTS = Set.of(KEYS_MANAGE, WEBHOOKS_READ, WEBHOOKS_WRITE, EVENTS_READ);
    /** What no custom role can hold. */
    public static final Set<Permission> OWNERS_ALONE = Set.of(STORE_OWN);
    /** What no agency can hold, whoever grants it. */
    public static final Set<Permission> NEVER_AN_AGENCYS = Set.of(STORE_OWN, WALLET_READ, WALLET_IMPORT, WALLET_SIGN);

    private final Rights rights;

    Role(Set<Permission> test, Set<Permission> live) {
        this.rights = new Rights(test, live);
    }

    public Rights rights() {
        return rights;
    }

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Role of(String wireName) {
        return valueOf(wireName.toUpperCase(Locale.ROOT));
    }
}
