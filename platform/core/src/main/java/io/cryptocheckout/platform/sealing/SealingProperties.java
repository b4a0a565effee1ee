package io.cryptocheckout.platform.sealing;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The key-encryption keys. A key is rotated by moving the old one to {@code retired-keys} and setting a new {@code key}: what was sealed
 * under a retired key still opens, and nothing new is sealed under it.
 *
 * @param key
 *            the key that seals, 32 random bytes in base64 (or base64url); required
 * @param retiredKeys
 *            former keys that only open, in the same form
 */
@ConfigurationProperties("checkout.sealing")
public record SealingProperties(@Nullable String key, @DefaultValue List<String> retiredKeys) {

    private static final int KEY_BYTES = 32;

    /** The bytes of every key, the sealing one first. The exception names the setting and never its value. */
    List<byte[]> keys() {
        List<byte[]> keys = new ArrayList<>();
        keys.add(decode(key, "checkout.sealing.key"));
        for (int i = 0; i < retiredKeys.size(); i++) {
            keys.add(decode(retiredKeys.get(i), "checkout.sealing.retired-keys[" + i + "]"));
        }
        return keys;
    }

    private static byte[] decode(@Nullable String text, String setting) {
        if (text == null || text.isBlank()) {
            throw new IllegalStateException(setting + " is missing: set it to 32 random bytes in base64 (openssl rand -base64 32)");
        }
        byte[] bytes = bytesOf(text.strip(), setting);
        if (bytes.length != KEY_BYTES) {
            throw new IllegalStateException(setting + " must be 32 bytes in base64, it is " + bytes.length + " bytes");
        }
        return refuseTrivial(bytes, setting);
    }

    private static byte[] bytesOf(String text, String setting) {
        try {
            return Base64.getDecoder().decode(text.replace('-', '+').replace('_', '/'));
        } catch (IllegalArgumentException malformed) {
            throw new IllegalStateException(setting + " is not base64");
        }
    }

    /** A key of one repeated byte is somebody's placeholder. */
    private static byte[] refuseTrivial(byte[] bytes, String setting) {
        for (byte b : bytes) {
            if (b != bytes[0]) {
                return bytes;
            }
        }
        throw new IllegalStateException(setting + " is a placeholder: make a random key (openssl rand -base64 32)");
    }

    @Override
    public String toString() {
        return "SealingProperties[retiredKeys=" + retiredKeys.size() + "]";
    }
}
