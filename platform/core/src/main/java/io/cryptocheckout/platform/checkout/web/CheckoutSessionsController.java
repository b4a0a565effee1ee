package io.cryptocheckout.platform.checkout.web;

import io.cryptocheckout.platform.api.CheckoutSessionsApi;
import io.cryptocheckout.platform.api.model.CheckoutSession;
import io.cryptocheckout.platform.api.model.CheckoutSessionCreateRequest;
import io.cryptocheckout.platform.api.model.CheckoutSessionList;
import io.cryptocheckout.platform.api.model.CheckoutSessionResolveRequest;
import io.cryptocheckout.platform.api.model.CustomerRequest;
import io.cryptocheckout.platform.api.model.SessionStatus;
import io.cryptocheckout.platform.authority.Caller;
import io.cryptocheckout.platform.checkout.Checkout;
import io.cryptocheckout.platform.checkout.CheckoutSession.Customer;
import io.cryptocheckout.platform.checkout.CheckoutSession.Details;
import io.cryptocheckout.platform.checkout.NewSession;
import io.cryptocheckout.platform.checkout.SessionJson;
import io.cryptocheckout.platform.checkout.SessionQuery;
import io.cryptocheckout.platform.checkout.SessionQuery.Page;
import io.cryptocheckout.platform.database.Answer;
import io.cryptocheckout.platform.database.IdempotencyKey;
import io.cryptocheckout.platform.id.IdKind;
import io.cryptocheckout.platform.money.Fiat;
import io.cryptocheckout.platform.refusal.Refusal;
import io.cryptocheckout.platform.refusal.Refused;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RestController;

/** The operations of checkout sessions. */
@RestController
class CheckoutSessionsController implements CheckoutSessionsApi {
    private final Checkout checkout;
    private final SessionJson json;

    CheckoutSessionsController(Checkout checkout, SessionJson json) {
        this.checkout = checkout;
        this.json = json;
    }

    @Override
    public ResponseEntity<CheckoutSession> checkoutSessionsCreate(CheckoutSessionCreateRequest request, Caller caller,
            @Nullable IdempotencyKey idempotencyKey) {
        Fiat price = Fiat.parse(request.getAmount().getValue(), request.getAmount().getCurrency(), "amount");
        Map<String, String> metadata = request.getMetadata() == null ? Map.of() : new LinkedHashMap<>(request.getMetadata());
        Details details = new Details(request.getReference(), customer(request.getCustomer()), metadata, request.getSuccessUrl(),
                request.getCancelUrl());
        boolean reuseOpen = Boolean.TRUE.equals(request.getReuseOpen());
        NewSession wanted = new NewSession(price, request.getExpiresInSeconds(), request.getAssets(), reuseOpen, details);
        return checkout.open(caller, wanted, idempotencyKey).toResponse();
    }

    private static @Nullable Customer customer(@Nullable CustomerRequest request) {
        return request == null ? null : new Customer(request.getEmail(), request.getName());
    }

    @Override
    public ResponseEntity<CheckoutSession> checkoutSessionsRetrieve(String id, Caller caller) {
        return Answer.of(200, json.render(checkout.find(caller, session(id)))).toResponse();
    }

    @Override
    public ResponseEntity<CheckoutSessionList> checkoutSessionsList(Integer limit, @Nullable String startingAfter,
            @Nullable List<SessionStatus> status, @Nullable String reference, @Nullable OffsetDateTime createdFrom,
            @Nullable OffsetDateTime createdTo, @Nullable String search, Caller caller) {
        SessionQuery query = new SessionQuery(statuses(status), reference, instant(createdFrom), instant(createdTo), search,
                new Page(limit, Answer.cursor(IdKind.CHECKOUT_SESSION, startingAfter)));
        Checkout.Page page = checkout.list(caller, query);
        return Answer.of(200, json.renderList(page.sessions(), page.hasMore())).toResponse();
    }

    @Override
    public ResponseEntity<CheckoutSession> checkoutSessionsCancel(String id, Caller caller, @Nullable IdempotencyKey idempotencyKey) {
        return checkout.cancel(caller, session(id), idempotencyKey).toResponse();
    }

    @Override
    public ResponseEntity<CheckoutSession> checkoutSessionsResolve(String id, CheckoutSessionResolveRequest request, Caller caller,
            @Nullable IdempotencyKey idempotencyKey) {
        return checkout.resolve(caller, session(id), request.getReason(), idempotencyKey).toResponse();
    }

    @Override
    public ResponseEntity<CheckoutSession> checkoutSessionsCheckNow(String id, Caller caller, @Nullable IdempotencyKey idempotencyKey) {
        return checkout.check(caller, session(id), idempotencyKey).toResponse();
    }

    /** An id that is none answers as one that does not exist. */
    private static UUID session(String id) {
        UUID session = IdKind.CHECKOUT_SESSION.parse(id);
        if (session == null) {
            throw Refused.notFound("checkout session");
        }
        return session;
    }

    private static Set<io.cryptocheckout.platform.checkout.SessionStatus> statuses(@Nullable List<SessionStatus> status) {
        if (status != null && status.stream().anyMatch(Objects::isNull)) {
            throw new Refused(Refusal.FIELD_INVALID, "status", "status names nothing; name a state, or leave it out.");
        }
        return status == null
                ? Set.of()
                : status.stream().map(s -> io.cryptocheckout.platform.checkout.SessionStatus.of(s.getValue())).collect(Collectors.toSet());
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }
}
