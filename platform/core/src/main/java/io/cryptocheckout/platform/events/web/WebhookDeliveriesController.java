package io.cryptocheckout.platform.events.web;

import io.cryptocheckout.platform.api.WebhookDeliveriesApi;
import io.cryptocheckout.platform.api.model.DeliveryState;
import io.cryptocheckout.platform.api.model.WebhookDelivery;
import io.cryptocheckout.platform.api.model.WebhookDeliveryList;
import io.cryptocheckout.platform.api.model.WebhookDeliveryWithAttempts;
import io.cryptocheckout.platform.authority.Caller;
import io.cryptocheckout.platform.authority.Permission;
import io.cryptocheckout.platform.database.Answer;
import io.cryptocheckout.platform.database.Idempotency;
import io.cryptocheckout.platform.database.IdempotencyKey;
import io.cryptocheckout.platform.events.Deliveries;
import io.cryptocheckout.platform.events.DeliveryQuery;
import io.cryptocheckout.platform.events.DeliveryView;
import io.cryptocheckout.platform.events.DeliveryWithAttempts;
import io.cryptocheckout.platform.events.Slice;
import io.cryptocheckout.platform.id.IdKind;
import io.cryptocheckout.platform.refusal.Refused;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/v1/webhook_deliveries}. */
@RestController
class WebhookDeliveriesController implements WebhookDeliveriesApi {
    private static final String WHAT = "webhook delivery";

    private final Deliveries deliveries;
    private final Idempotency idempotency;

    WebhookDeliveriesController(Deliveries deliveries, Idempotency idempotency) {
        this.deliveries = deliveries;
        this.idempotency = idempotency;
    }

    @Override
    public ResponseEntity<WebhookDeliveryList> webhookDeliveriesList(Integer limit, @Nullable String startingAfter,
            @Nullable String endpointId, @Nullable String eventId, @Nullable DeliveryState state, Caller caller) {
        Slice<DeliveryView> page = deliveries.list(caller, new DeliveryQuery(
                PathIds.filter(IdKind.WEBHOOK_ENDPOINT, endpointId, "endpointId"), PathIds.filter(IdKind.EVENT, eventId, "eventId"),
                state == null ? null : state.getValue(), PathIds.filter(IdKind.DELIVERY, startingAfter, "startingAfter"), limit));
        String last = page.data().isEmpty() ? null : IdKind.DELIVERY.format(page.data().getLast().id());
        return Answer.of(200, EventsJson.list(page.data().stream().map(view -> EventsJson.text(EventsJson.delivery(view))).toList(),
                page.hasMore(), last)).toResponse();
    }

    @Override
    public ResponseEntity<WebhookDeliveryWithAttempts> webhookDeliveriesRetrieve(String id, Caller caller) {
        caller.require(Permission.WEBHOOKS_READ);
        DeliveryWithAttempts found = deliveries.find(caller, deliveryId(id));
        if (found == null) {
            throw Refused.notFound(WHAT);
        }
        return Answer.of(200, EventsJson.text(EventsJson.delivery(found))).toResponse();
    }

    @Override
    public ResponseEntity<WebhookDelivery> webhookDeliveriesResend(String id, Caller caller, @Nullable IdempotencyKey key) {
        caller.require(Permission.WEBHOOKS_WRITE);
        return idempotency.once(caller.scope(), key,
                tx -> Answer.of(202, EventsJson.text(EventsJson.delivery(deliveries.resend(tx, caller.principal(), deliveryId(id))))))
                .toResponse();
    }

    private static UUID deliveryId(String id) {
        return PathIds.path(IdKind.DELIVERY, id, WHAT);
    }
}
