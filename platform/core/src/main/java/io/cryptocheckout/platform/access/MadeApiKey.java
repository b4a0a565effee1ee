package io.cryptocheckout.platform.access;

/**
 * A key just made, with its secret: the only moment it can be shown.
 *
 * @param secret
 *            {@code ck_test_…} or {@code ck_live_…}
 */
public record MadeApiKey(ApiKeyView key, String secret) {

    @Override
    public String toString() {
        return "MadeApiKey[" + key.prefix() + "…]";
    }
}
