package io.cryptocheckout.platform.access;

import io.cryptocheckout.platform.refusal.Refusal;
import io.cryptocheckout.platform.refusal.Refused;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Whether a key that was found may be used, as its row says at this call. */
record KeyStanding(@Nullable Instant expiresAt, @Nullable Instant revokedAt, String[] allowedIps) {

    /** Refuses with {@code api_key_revoked}, {@code api_key_expired} or {@code ip_not_allowed}. */
    void require(Instant now, String remoteAddress) {
        if (revokedAt != null) {
            throw new Refused(Refusal.API_KEY_REVOKED, null, "This API key was revoked; make a new one.");
        }
        if (isPast(expiresAt, now)) {
            throw new Refused(Refusal.API_KEY_EXPIRED, null, "This API key has expired; make a new one.");
        }
        if (!allows(remoteAddress)) {
            throw new Refused(Refusal.IP_NOT_ALLOWED, null,
                    "This API key may not be used from the address " + remoteAddress + ".");
        }
    }

    private boolean allows(String remoteAddress) {
        return allowedIps.length == 0 || Arrays.stream(allowedIps).map(AddressRange::parse).filter(Objects::nonNull)
                .anyMatch(range -> range.contains(remoteAddress));
    }

    /** A key ends at its expiry to the moment. */
    static boolean isPast(@Nullable Instant end, Instant now) {
        return end != null && !now.isBefore(end);
    }

    /** When a successor that is made now expires: it lives as long as the key before it was made to. */
    static @Nullable Instant again(Instant madeAt, @Nullable Instant expiresAt, Instant now) {
        return expiresAt == null ? null : now.plus(Duration.between(madeAt, expiresAt));
    }

    static Refused unknown() {
        return new Refused(Refusal.API_KEY_INVALID, null, "This is not a key of this platform; check that it was copied whole.");
    }
}
