package io.cryptocheckout.platform.journey;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** One delivery to a shop, signed as the platform signs or as somebody else does. */
record ShopDelivery(ShopSite shop, String body, String header) {

    static ShopDelivery signed(ShopSite shop, String body, String secret, Instant at) {
        return new ShopDelivery(shop, body, "t=" + at.getEpochSecond() + ",v1=" + hmac(secret, at.getEpochSecond() + "." + body));
    }

    /** The same header above another body. */
    ShopDelivery with(String another) {
        return new ShopDelivery(shop, another, header);
    }

    /** Posts it; answers the status. */
    int post() {
        return post("test").statusCode();
    }

    HttpResponse<String> post(String mode) {
        Map<String, String> headers = new HashMap<>(Map.of("Content-Type", "application/json"));
        if (!header.isEmpty()) {
            headers.put("X-Webhook-Signature", header);
        }
        return shop.post("/wp-json/crypto-checkout/v1/webhook/" + mode, body, headers);
    }

    private static String hmac(String secret, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
