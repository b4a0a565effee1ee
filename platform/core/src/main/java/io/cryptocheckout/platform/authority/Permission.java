package io.cryptocheckout.platform.authority;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What a credential may do. The wire names are OAuth 2.0 scope tokens (RFC 6749, section 3.3).
 */
public enum Permission {
    SESSIONS_READ("sessions:read"), SESSIONS_WRITE("sessions:write"), WEBHOOKS_READ("webhooks:read"), WEBHOOKS_WRITE(
            "webhooks:write"),
    EVENTS_READ("events:read"), WALLET_READ("wallet:read"), STORE_READ("store:read");

    private final String wireName;

    Permission(String wireName) {
        this.wireName = wireName;
    }

    public String wireName() {
        return wireName;
    }

    public static @Nullable Permission of(String wireName) {
        return Arrays.stream(values()).filter(p -> p.wireName.equals(wireName)).findFirst().orElse(null);
    }
}
