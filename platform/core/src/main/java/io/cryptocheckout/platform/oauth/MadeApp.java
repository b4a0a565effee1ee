package io.cryptocheckout.platform.oauth;

import org.jspecify.annotations.Nullable;

/**
 * An app just registered or changed, with the secrets that were made for it: the only moment they can be shown.
 *
 * @param secret
 *            {@code cks_…}, with which a confidential client signs in; null where none was made
 * @param webhookSecret
 *            {@code whsec_…}, with which the app checks its events; null where none was made
 */
public record MadeApp(App app, @Nullable String secret, @Nullable String webhookSecret) {

    /** Whether there is anything to copy. */
    public boolean hasSecrets() {
        return secret != null || webhookSecret != null;
    }

    @Override
    public String toString() {
        return "MadeApp[" + app.id() + "]";
    }
}
