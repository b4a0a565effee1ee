package io.cryptocheckout.platform.events.delivery;

import io.cryptocheckout.platform.events.signature.SigningKeys;
import io.cryptocheckout.platform.events.signature.WebhookJws;
import io.cryptocheckout.platform.events.signature.WebhookSignatures;
import io.cryptocheckout.platform.id.IdKind;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** The headers of one attempt: three signatures over the same stored bytes, at the time of this attempt. */
final class SignedRequest {

    private SignedRequest() {}

    static Map<String, String> headers(DueDelivery delivery, byte[] body, SigningKeys keys, Instant at) {
        long seconds = at.getEpochSecond();
        String eventId = IdKind.EVENT.format(delivery.eventId());
        DueDelivery.Target target = delivery.target();
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("content-type", "application/json");
        headers.put("X-Webhook-Signature", WebhookSignatures.header(target.secrets(), seconds, body));
        headers.put("X-Webhook-Timestamp", Long.toString(seconds));
        headers.put("webhook-id", eventId);
        headers.put("webhook-timestamp", Long.toString(seconds));
        headers.put("webhook-signature", WebhookSignatures.standard(target.secrets(), eventId, seconds, body));
        headers.put("X-Webhook-Jws", keys.sign(new WebhookJws.Audience(IdKind.STORE.format(delivery.scope().storeId()),
                target.name(), delivery.scope().livemode() && !delivery.sample()), body));
        return headers;
    }
}
