package io.cryptocheckout.platform.chain.web;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The signature of Alchemy Notify: lower-case hexadecimal HMAC-SHA256 over the raw body, keyed with the webhook's signing
 * key, in {@code X-Alchemy-Signature} (Alchemy, "Webhook Signature & Security").
 */
final class AlchemySignature {

    private AlchemySignature() {}

    /** Compares in constant time; anything that is no signature is a wrong one. */
    static boolean matches(String signingKey, byte[] body, @Nullable String signature) {
        if (signature == null) {
            return false;
        }
        byte[] expected = HexFormat.of().formatHex(hmac(signingKey, body)).getBytes(StandardCharsets.US_ASCII);
        return MessageDigest.isEqual(expected, signature.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] hmac(String signingKey, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(signingKey.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return mac.doFinal(body);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }
}
