package io.cryptocheckout.platform.oauth;

import java.security.MessageDigest;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.password.PasswordEncoder;

/** Compares a client's secret with the SHA-256 hashes of those that work. The secrets are random, so that nothing slower is needed. */
final class SecretHashes implements PasswordEncoder {

    @Override
    public String encode(@Nullable CharSequence secret) {
        throw new UnsupportedOperationException("Secrets are made by AppSecrets");
    }

    @Override
    public boolean matches(@Nullable CharSequence secret, @Nullable String encoded) {
        if (secret == null || encoded == null) {
            return false;
        }
        byte[] shown = Secrets.hash(secret.toString());
        boolean found = false;
        String[] parts = encoded.split(" ");
        for (int i = 1; i < parts.length; i++) {
            found |= MessageDigest.isEqual(shown, Base64.getDecoder().decode(parts[i]));
        }
        return found;
    }
}
