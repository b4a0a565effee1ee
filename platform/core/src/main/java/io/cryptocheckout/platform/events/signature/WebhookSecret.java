package io.cryptocheckout.platform.events.signature;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * One signing secret, shown as {@code whsec_} and base64. The platform's own header is keyed with the whole text; the header of Standard
 * Webhooks is keyed with the bytes behind the prefix, as that standard says. One text therefore serves both kinds of receiver.
 */
public record WebhookSecret(String text) {
    private static final String PREFIX = "whsec_";
    private static final String HMAC = "HmacSHA256";
    /** 24 bytes are 32 characters of base64 without padding, and the least the standard allows. */
    private static final int BYTES = 24;
    private static final SecureRandom RANDOM = new SecureRandom();

    public static WebhookSecret generate() {
        byte[] random = new byte[BYTES];
        RANDOM.nextBytes(random);
        return new WebhookSecret(PREFIX + Base64.getEncoder().encodeToString(random));
    }

    byte[] hmacKeyedWithText(byte[] message) {
        return hmac(text.getBytes(StandardCharsets.UTF_8), message);
    }

    byte[] hmacKeyedWithBytes(byte[] message) {
        return hmac(Base64.getDecoder().decode(text.substring(PREFIX.length())), message);
    }

    private static byte[] hmac(byte[] key, byte[] message) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key, HMAC));
            return mac.doFinal(message);
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Never the secret: records print their components otherwise. */
    @Override
    public String toString() {
        return "WebhookSecret[" + PREFIX + "...]";
    }
}
