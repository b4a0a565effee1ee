package io.cryptocheckout.platform.authority;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a credential may do. The wire names are OAuth 2.0 scope tokens (RFC 6749, section 3.3).
 */
public enum Permission {
    SESSIONS_READ("sessions:read"), SESSIONS_WRITE("sessions:write"), WEBHOOKS_READ("webhooks:read"),
    WEBHOOKS_WRITE("webhooks:write"), EVENTS_READ("events:read"), STORE_READ("store:read"), WALLET_READ("wallet:read"),
    REPORTS_READ("reports:read"), TEAM_READ("team:read"), AUDIT_READ("audit:read"),
    // What only a signed-in person may do; no key or app carries these
    KEYS_MANAGE("keys:manage", false), TEAM_MANAGE("team:manage", false), APPS_MANAGE("apps:manage", false),
    STORE_WRITE("store:write", false), WALLET_IMPORT("wallet:import", false), WALLET_SIGN("wallet:sign", false),
    /** What belongs to the owner alone: agencies, hand-over, other owners. */
    STORE_OWN("store:own", false);

    private final String wireName;
    private final boolean grantable;

    Permission(String wireName) {
        this(wireName, true);
    }

    Permission(String wireName, boolean grantable) {
        this.wireName = wireName;
        this.grantable = grantable;
    }

    public String wireName() {
        return wireName;
    }

    /** Whether an API key or an app may carry it. */
    public boolean grantable() {
        return grantable;
    }

    /** Those of these names; one that this version does not know gives nothing. */
    public static Set<Permission> known(Collection<String> wireNames) {
        return wireNames.stream().map(Permission::of).filter(Objects::nonNull).collect(Collectors.toUnmodifiableSet());
    }

    /** The same of a row. */
    public static Set<Permission> known(String[] wireNames) {
        return known(List.of(wireNames));
    }

    /** The one of this name; null where this version knows none. */
    public static @Nullable Permission of(String wireName) {
        return Arrays.stream(values()).filter(p -> p.wireName.equals(wireName)).findFirst().orElse(null);
    }
}
