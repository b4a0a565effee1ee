package io.cryptocheckout.platform.events.web;

import io.cryptocheckout.platform.api.WebhookEndpointsApi;
import io.cryptocheckout.platform.api.model.DeletedObject;
import io.cryptocheckout.platform.api.model.EventSelector;
import io.cryptocheckout.platform.api.model.WebhookDelivery;
import io.cryptocheckout.platform.api.model.WebhookEndpoint;
import io.cryptocheckout.platform.api.model.WebhookEndpointCreateRequest;
import io.cryptocheckout.platform.api.model.WebhookEndpointList;
import io.cryptocheckout.platform.api.model.WebhookEndpointRotateSecretRequest;
import io.cryptocheckout.platform.api.model.WebhookEndpointTestRequest;
import io.cryptocheckout.platform.api.model.WebhookEndpointUpdateRequest;
import io.cryptocheckout.platform.api.model.WebhookEndpointWithSecret;
import io.cryptocheckout.platform.authority.Caller;
import io.cryptocheckout.platform.authority.Permission;
import io.cryptocheckout.platform.database.Answer;
import io.cryptocheckout.platform.database.Idempotency;
import io.cryptocheckout.platform.database.IdempotencyKey;
import io.cryptocheckout.platform.events.Deliveries;
import io.cryptocheckout.platform.events.EndpointChange;
import io.cryptocheckout.platform.events.EndpointView;
import io.cryptocheckout.platform.events.EventTypes;
import io.cryptocheckout.platform.events.NewEndpoint;
import io.cryptocheckout.platform.events.WebhookEndpoints;
import io.cryptocheckout.platform.id.IdKind;
import io.cryptocheckout.platform.refusal.Refusal;
import io.cryptocheckout.platform.refusal.Refused;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/v1/webhook_endpoints}. */
@RestController
class WebhookEndpointsController implements WebhookEndpointsApi {
    private static final Duration OVERLAP = Duration.ofDays(1);
    private static final String WHAT = "webhook endpoint";

    private final WebhookEndpoints endpoints;
    private final Deliveries deliveries;
    private final Idempotency idempotency;

    WebhookEndpointsController(WebhookEndpoints endpoints, Deliveries deliveries, Idempotency idempotency) {
        this.endpoints = endpoints;
        this.deliveries = deliveries;
        this.idempotency = idempotency;
    }

    @Override
    public ResponseEntity<WebhookEndpointWithSecret> webhookEndpointsCreate(WebhookEndpointCreateRequest request, Caller caller,
            @Nullable IdempotencyKey key) {
        caller.require(Permission.WEBHOOKS_WRITE);
        List<String> types = request.getEvents() == null ? List.of(EventTypes.ALL) : names(request.getEvents());
        NewEndpoint endpoint = new NewEndpoint(request.getUrl(), request.getDescription(), types);
        return idempotency.onceSecret(caller.scope(), key,
                tx -> Answer.of(201, EventsJson.text(EventsJson.endpoint(endpoints.create(tx, caller.principal(), endpoint)))))
                .toResponse();
    }

    @Override
    public ResponseEntity<WebhookEndpointList> webhookEndpointsList(Integer limit, @Nullable String startingAfter, Caller caller) {
        UUID after = PathIds.filter(IdKind.WEBHOOK_ENDPOINT, startingAfter, "startingAfter");
        List<EndpointView> all = endpoints.list(caller).stream()
                .filter(view -> after == null || view.id().toString().compareTo(after.toString()) < 0).toList();
        List<EndpointView> page = all.stream().limit(limit).toList();
        String last = page.isEmpty() ? null : IdKind.WEBHOOK_ENDPOINT.format(page.getLast().id());
        return Answer.of(200, EventsJson.list(page.stream().map(view -> EventsJson.text(EventsJson.endpoint(view))).toList(),
                all.size() > page.size(), last)).toResponse();
    }

    @Override
    public ResponseEntity<WebhookEndpoint> webhookEndpointsRetrieve(String id, Caller caller) {
        caller.require(Permission.WEBHOOKS_READ);
        EndpointView view = endpoints.find(caller, endpointId(id));
        if (view == null) {
            throw Refused.notFound(WHAT);
        }
        return Answer.of(200, EventsJson.text(EventsJson.endpoint(view))).toResponse();
    }

    @Override
    public ResponseEntity<WebhookEndpoint> webhookEndpointsUpdate(String id, WebhookEndpointUpdateRequest request, Caller caller,
            @Nullable IdempotencyKey key) {
        caller.require(Permission.WEBHOOKS_WRITE);
        EndpointChange change = new EndpointChange(request.getUrl(), request.getDescription(),
                request.getEvents() == null ? null : names(request.getEvents()), request.getEnabled());
        return idempotency.once(caller.scope(), key,
                tx -> Answer.of(200,
                        EventsJson.text(EventsJson.endpoint(endpoints.change(tx, caller.principal(), endpointId(id), change)))))
                .toResponse();
    }

    @Override
    public ResponseEntity<DeletedObject> webhookEndpointsDelete(String id, Caller caller, @Nullable IdempotencyKey key) {
        caller.require(Permission.WEBHOOKS_WRITE);
        return idempotency.once(caller.scope(), key, tx -> {
            UUID endpoint = endpointId(id);
            endpoints.delete(tx, caller.principal(), endpoint);
            return Answer.of(200, EventsJson.text(EventsJson.deleted(endpoint)));
        }).toResponse();
    }

    @Override
    public ResponseEntity<WebhookEndpointWithSecret> webhookEndpointsRotateSecret(String id,
            @Nullable WebhookEndpointRotateSecretRequest request, Caller caller, @Nullable IdempotencyKey key) {
        caller.require(Permission.WEBHOOKS_WRITE);
        Integer seconds = request == null ? null : request.getOverlapSeconds();
        Duration overlap = seconds == null ? OVERLAP : Duration.ofSeconds(seconds);
        return idempotency.onceSecret(caller.scope(), key,
                tx -> Answer.of(200,
                        EventsJson.text(EventsJson.endpoint(endpoints.rotateSecret(tx, caller.principal(), endpointId(id), overlap)))))
                .toResponse();
    }

    @Override
    public ResponseEntity<WebhookDelivery> webhookEndpointsSendTest(String id, @Nullable WebhookEndpointTestRequest request, Caller caller,
            @Nullable IdempotencyKey key) {
        caller.require(Permission.WEBHOOKS_WRITE);
        String type = request == null || request.getType() == null ? EventTypes.WEBHOOK_TEST : request.getType().getValue();
        return idempotency.once(caller.scope(), key,
                tx -> Answer.of(202,
                        EventsJson.text(EventsJson.delivery(deliveries.sendTest(tx, caller.principal(), endpointId(id), type)))))
                .toResponse();
    }

    private static UUID endpointId(String id) {
        return PathIds.path(IdKind.WEBHOOK_ENDPOINT, id, WHAT);
    }

    private static List<String> names(List<EventSelector> selectors) {
        int nothing = new ArrayList<>(selectors).indexOf(null);
        if (nothing >= 0) {
            throw new Refused(Refusal.FIELD_INVALID, "events[" + nothing + "]",
                    "events must name event types, or \"*\"; one of them is null.");
        }
        return selectors.stream().map(EventSelector::getValue).toList();
    }
}
