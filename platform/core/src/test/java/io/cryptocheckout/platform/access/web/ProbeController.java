package io.cryptocheckout.platform.access.web;

import io.cryptocheckout.platform.access.DashboardSession;
import io.cryptocheckout.platform.authority.Caller;
import io.cryptocheckout.platform.authority.Permission;
import io.cryptocheckout.platform.database.Answer;
import io.cryptocheckout.platform.database.Idempotency;
import io.cryptocheckout.platform.database.IdempotencyKey;
import io.cryptocheckout.platform.id.IdKind;
import io.cryptocheckout.platform.refusal.Refused;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What the tests of the plumbing call: an API of one resource, a public page, and a page of the dashboard. */
@RestController
class ProbeController {
    private final Idempotency idempotency;

    ProbeController(Idempotency idempotency) {
        this.idempotency = idempotency;
    }

    enum Colour {
        RED, GREEN
    }

    record Money(@NotNull @Pattern(regexp = "\\d+(\\.\\d+)?") String value, @NotNull String currency) {}

    record Thing(@NotNull @Valid Money amount, @Nullable Map<String, String> metadata, @Nullable List<String> assets,
            @Nullable Integer expiresInSeconds, @Nullable Boolean reuseOpen, @Nullable Colour colour) {}

    @PostMapping(path = "/api/v1/things", consumes = "application/json", produces = "application/json")
    ResponseEntity<Thing> create(Caller caller, @Nullable IdempotencyKey key, @Valid @RequestBody Thing thing) {
        caller.require(Permission.SESSIONS_WRITE);
        return idempotency.once(caller.scope(), key, tx -> {
            tx.sql().execute("insert into request.effect values (?, ?, ?)", tx.storeId(), tx.livemode(),
                    String.valueOf(thing.metadata()));
            return Answer.of(201, "{\"value\":\"" + thing.amount().value() + "\",\"made\":\"" + UUID.randomUUID() + "\"}");
        }).toResponse();
    }

    @GetMapping(path = "/api/v1/things", produces = "application/json")
    Map<String, Object> list(Caller caller, @Min(1) @Max(100) @RequestParam(defaultValue = "25") int limit,
            @RequestParam(required = false) @Nullable Colour colour) {
        caller.require(Permission.SESSIONS_READ);
        return Map.of("limit", limit, "store", caller.scope().storeId(), "livemode", caller.scope().livemode());
    }

    @GetMapping(path = "/api/v1/things/{id}", produces = "application/json")
    Map<String, Object> retrieve(Caller caller, @PathVariable String id) {
        UUID known = IdKind.CHECKOUT_SESSION.parse(id);
        if (known == null || known.getLeastSignificantBits() != 0) {
            throw Refused.notFound("thing");
        }
        return Map.of("id", id, "logged", List.of(MDC.get("requestId"), MDC.get("storeId")));
    }

    @GetMapping("/api/v1/numbers/{number}")
    Map<String, Object> number(Caller caller, @PathVariable int number) {
        return Map.of("number", number);
    }

    @GetMapping("/api/v1/broken")
    String broken() {
        throw new IllegalStateException("a secret detail");
    }

    @PostMapping("/oauth2/register")
    String register() {
        throw new IllegalStateException("a secret detail");
    }

    @GetMapping("/checkout/probe")
    String publicPage() {
        return "open";
    }

    @GetMapping({"/login", "/signup"})
    String form(org.springframework.security.web.csrf.CsrfToken csrf) {
        return csrf.getToken();
    }

    @PostMapping("/signup")
    String signUp() {
        return "signed up";
    }

    @GetMapping("/dashboard")
    Map<String, Object> dashboard(DashboardSession session, Caller caller) {
        return Map.of("email", session.email(), "stores", session.stores().size(), "store", caller.scope().storeId(), "livemode",
                caller.scope().livemode());
    }

    @PostMapping("/dashboard/choose")
    String choose(DashboardSession session, @RequestParam UUID store, @RequestParam boolean livemode) {
        session.choose(store, livemode);
        return "chosen";
    }
}
