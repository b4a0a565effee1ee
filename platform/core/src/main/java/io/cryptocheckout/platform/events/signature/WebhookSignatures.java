package io.cryptocheckout.platform.events.signature;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The two signatures made with shared secrets: {@code X-Webhook-Signature}, and {@code webhook-signature} of Standard Webhooks
 * (https://www.standardwebhooks.com). During a rotation every valid secret signs.
 */
public final class WebhookSignatures {

    private WebhookSignatures() {}

    /** {@code t=<unix>,v1=<hex>[,v1=<hex>]} over {@code <unix>.<raw body>}. */
    public static String header(List<WebhookSecret> secrets, long unixSeconds, byte[] body) {
        byte[] message = joined(Long.toString(unixSeconds), body);
        return secrets.stream().map(secret -> ",v1=" + HexFormat.of().formatHex(secret.hmacKeyedWithText(message)))
                .collect(Collectors.joining("", "t=" + unixSeconds, ""));
    }

    /** {@code v1,<base64>[ v1,<base64>]} over {@code <id>.<unix>.<raw body>}. */
    public static String standard(List<WebhookSecret> secrets, String messageId, long unixSeconds, byte[] body) {
        byte[] message = joined(messageId + "." + unixSeconds, body);
        return secrets.stream().map(secret -> "v1," + Base64.getEncoder().encodeToString(secret.hmacKeyedWithBytes(message)))
                .collect(Collectors.joining(" "));
    }

    private static byte[] joined(String head, byte[] body) {
        byte[] start = (head + ".").getBytes(StandardCharsets.UTF_8);
        byte[] message = new byte[start.length + body.length];
        System.arraycopy(start, 0, message, 0, start.length);
        System.arraycopy(body, 0, message, start.length, body.length);
        return message;
    }
}
