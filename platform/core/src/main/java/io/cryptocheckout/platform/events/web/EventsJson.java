package io.cryptocheckout.platform.events.web;

import io.cryptocheckout.platform.api.model.DeletedObject;
import io.cryptocheckout.platform.api.model.DeliveryAttempt;
import io.cryptocheckout.platform.api.model.DeliveryState;
import io.cryptocheckout.platform.api.model.EndpointDisabledReason;
import io.cryptocheckout.platform.api.model.EventSelector;
import io.cryptocheckout.platform.api.model.EventType;
import io.cryptocheckout.platform.api.model.WebhookDelivery;
import io.cryptocheckout.platform.api.model.WebhookEndpoint;
import io.cryptocheckout.platform.api.model.WebhookEndpointStatus;
import io.cryptocheckout.platform.events.AttemptView;
import io.cryptocheckout.platform.events.DeliveryView;
import io.cryptocheckout.platform.events.DeliveryWithAttempts;
import io.cryptocheckout.platform.events.EndpointView;
import io.cryptocheckout.platform.events.EndpointWithSecret;
import io.cryptocheckout.platform.database.Answer;
import io.cryptocheckout.platform.id.IdKind;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Renders the room's views as the objects of the contract. */
final class EventsJson {
    private static final JsonMapper JSON = JsonMapper.builder().disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY).build();

    private EventsJson() {}

    static String text(Object object) {
        return JSON.writeValueAsString(object);
    }

    /** The list envelope around objects that are rendered already. */
    static String list(List<String> objects, boolean hasMore, @Nullable String lastId) {
        String cursor = hasMore && lastId != null ? text(lastId) : "null";
        return "{\"object\":\"list\",\"data\":[" + String.join(",", objects) + "],\"hasMore\":" + hasMore + ",\"nextCursor\":" + cursor
                + "}";
    }

    /** The endpoint's own object and one field more: the generated class of the whole leaves out what is null. */
    static ObjectNode endpoint(EndpointWithSecret made) {
        ObjectNode json = JSON.valueToTree(endpoint(made.endpoint()));
        return json.put("secret", made.secret());
    }

    static WebhookEndpoint endpoint(EndpointView view) {
        String reason = view.disabledReason();
        return new WebhookEndpoint()._object(WebhookEndpoint.ObjectEnum.WEBHOOK_ENDPOINT).id(IdKind.WEBHOOK_ENDPOINT.format(view.id()))
                .livemode(view.livemode()).url(view.url())
                .events(view.types().stream().map(EventSelector::fromValue).toList()).description(view.description())
                .status(view.enabled() ? WebhookEndpointStatus.ENABLED : WebhookEndpointStatus.DISABLED)
                .disabledReason(reason == null ? null : EndpointDisabledReason.fromValue(reason)).apiVersion(view.apiVersion())
                .previousSecretExpiresAt(time(view.previousSecretEndsAt())).failingSince(time(view.failingSince()))
                .createdAt(time(view.createdAt()));
    }

    static DeletedObject deleted(UUID endpointId) {
        return new DeletedObject().id(IdKind.WEBHOOK_ENDPOINT.format(endpointId))._object("webhook_endpoint").deleted(true);
    }

    static WebhookDelivery delivery(DeliveryView view) {
        return new WebhookDelivery().id(IdKind.DELIVERY.format(view.id()))._object(WebhookDelivery.ObjectEnum.WEBHOOK_DELIVERY)
                .livemode(view.livemode()).endpointId(IdKind.WEBHOOK_ENDPOINT.format(view.endpointId()))
                .eventId(IdKind.EVENT.format(view.eventId())).eventType(EventType.fromValue(view.eventType())).url(view.url())
                .state(DeliveryState.fromValue(view.state())).attemptCount(view.attempts()).lastResponseStatus(view.lastStatus())
                .lastError(view.lastError()).nextAttemptAt(time(view.nextAttemptAt())).deliveredAt(time(view.deliveredAt()))
                .createdAt(time(view.createdAt()));
    }

    static ObjectNode delivery(DeliveryWithAttempts found) {
        ObjectNode json = JSON.valueToTree(delivery(found.delivery()));
        json.put("requestBody", found.body());
        json.set("attempts", JSON.valueToTree(found.attempts().stream().map(EventsJson::attempt).toList()));
        return json;
    }

    private static DeliveryAttempt attempt(AttemptView view) {
        return new DeliveryAttempt().number(view.number()).at(time(view.at())).durationMs(view.took().toMillis()).url(view.url())
                .requestHeaders(view.requestHeaders()).responseStatus(view.status()).responseHeaders(view.responseHeaders())
                .responseBody(view.responseBody()).error(view.error());
    }

    private static @Nullable OffsetDateTime time(@Nullable Instant instant) {
        return instant == null ? null : Answer.time(instant);
    }
}
