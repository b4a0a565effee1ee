package io.cryptocheckout.platform.admin;

import io.cryptocheckout.platform.access.ApiKeyView;
import io.cryptocheckout.platform.authority.Permission;
import io.cryptocheckout.platform.id.IdKind;
import java.time.Instant;

/**
 * An API key in the list.
 *
 * @param state
 *            {@code active}, {@code expired} or {@code revoked}
 * @param rolled
 *            whether a successor has taken over
 */
public record KeyRow(String id, ApiKeyView key, String scopes, String state, boolean rolled) {

    static KeyRow of(ApiKeyView key, Instant now, boolean rolled) {
        Instant end = key.expiresAt();
        String state = key.revokedAt() != null ? "revoked" : end != null && !now.isBefore(end) ? "expired" : "active";
        String scopes = String.join(", ", key.scopes().stream().sorted().map(Permission::wireName).toList());
        return new KeyRow(IdKind.API_KEY.format(key.id()), key, scopes, state, rolled);
    }

    public boolean usable() {
        return state.equals("active");
    }
}
