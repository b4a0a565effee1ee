package io.cryptocheckout.platform.local;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * A receiver's check of {@code X-Webhook-Signature: t=<unix>,v1=<hex>[,v1=<hex>]}, written against the published scheme alone:
 * HMAC-SHA256 over {@code t.rawBody} keyed with the endpoint's whole secret.
 */
final class WebhookCheck {

    private static final Duration TOLERANCE = Duration.ofSeconds(300);
    private static final Pattern TIME = Pattern.compile("(?:^|,)t=(\\d{1,12})(?:,|$)");
    private static final Pattern SIGNATURE = Pattern.compile("(?:^|,)v1=([0-9a-f]{64})(?=,|$)");

    private WebhookCheck() {}

    static boolean holds(@Nullable String header, String body, String secret, Instant now) {
        Matcher time = TIME.matcher(header == null ? "" : header);
        if (header == null || !time.find()) {
            return false;
        }
        Instant signedAt = Instant.ofEpochSecond(Long.parseLong(time.group(1)));
        if (Duration.between(signedAt, now).abs().compareTo(TOLERANCE) > 0) {
            return false;
        }
        byte[] expected = hmac(secret, time.group(1) + "." + body);
        Matcher signature = SIGNATURE.matcher(header);
        boolean fits = false;
        while (signature.find()) {
            fits |= MessageDigest.isEqual(expected, HexFormat.of().parseHex(signature.group(1)));
        }
        return fits;
    }

    private static byte[] hmac(String secret, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }
}
