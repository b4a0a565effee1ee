package io.cryptocheckout.platform.isolation;

import io.cryptocheckout.platform.access.Accounts;
import io.cryptocheckout.platform.access.NewAccount;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.web.context.request.async.StandardServletAsyncWebRequest;
import org.springframework.web.context.request.async.WebAsyncManager;
import org.springframework.web.context.request.async.WebAsyncUtils;

/** What the filters are there for, each as a question that is answered by a request. */
final class FilterProbes {
    private static final int SIGN_UPS = 2_000;

    private final Pair pair;
    private final Chains chains;
    private final Visitor program;
    private final Visitor owner;
    private final ProtocolProbes protocols;

    FilterProbes(Pair pair, Chains chains) {
        this.pair = pair;
        this.chains = chains;
        this.program = Visitor.stranger(pair.base());
        this.protocols = new ProtocolProbes(pair);
        this.owner = pair.intruder().visitor(false);
    }

    /** The questions about one chain; the cheap ones come first. */
    Map<String, BooleanSupplier> of(String place) {
        Map<String, BooleanSupplier> probes = new LinkedHashMap<>();
        switch (place) {
            case "api" -> api(probes);
            case "public" ->
                probes.put("a file of the pages says who may frame it", () -> header("/admin-assets/admin.css", "x-frame-options"));
            case "dashboard" -> dashboard(probes);
            case "protocols" -> probes.putAll(protocols.all());
            default -> servlet(probes);
        }
        if (place.equals("dashboard") || place.equals("protocols")) {
            probes.put("no link carries the id of a session", () -> noSessionInLinks(place));
        }
        if (!place.equals("servlet")) {
            probes.put("work that goes on in another thread is the same person's", () -> samePersonElsewhere(place));
        }
        return probes;
    }

    private void api(Map<String, BooleanSupplier> probes) {
        Map<String, String> key = Map.of("Authorization", "Bearer " + pair.intruder().key(false), "Content-Type", "application/json");
        probes.put("a right key is served", () -> program.api("GET", "/api/v1/checkout_sessions", "", key).status() == 200);
        Map<String, String> old = new LinkedHashMap<>(key);
        old.put("Checkout-Version", "1999-01-01");
        probes.put("a version that does not exist is refused",
                () -> program.api("GET", "/api/v1/checkout_sessions", "", old).status() == 400);
        probes.put("a key is held to its rate",
                () -> program.api("GET", "/api/v1/checkout_sessions", "", key).headers().containsKey("ratelimit-limit"));
        probes.put("a large body is not read",
                () -> program.api("POST", "/api/v1/checkout_sessions", "{\"a\":\"" + "x".repeat(300_000) + "\"}", key).status() == 413);
        probes.put("an answer says that nothing may run in it", () -> program.api("GET", "/api/v1/checkout_sessions", "", key).headers()
                .getOrDefault("content-security-policy", "").contains("default-src 'none'"));
        probes.put("an organization's key is told that it opens one operation", () -> program
                .api("GET", "/api/v1/events", "", Map.of("Authorization", "Bearer " + pair.intruder().organizationKey(false)))
                .status() == 403);
        probes.put("an app's token for itself is told that it opens the app alone", () -> program
                .api("GET", "/api/v1/events", "", Map.of("Authorization", "Bearer " + pair.intruder().appToken())).status() == 403);
        probes.put("a request that is passed on inside the server is refused without a caller", () -> forwarded() == 401);
    }

    private void dashboard(Map<String, BooleanSupplier> probes) {
        probes.put("a signed-in person sees his page", () -> owner.get("/dashboard").page().contains(pair.intruder().owner));
        probes.put("a stranger is sent to the door, wherever he wants to go",
                () -> Visitor.stranger(pair.base()).get("/no-such-page").headers()
                        .getOrDefault("location", "").endsWith("/login"));
        probes.put("a form without its token is refused", () -> Visitor.stranger(pair.base()).post("/login", Map.of()).status() == 403);
        probes.put("a page says what may run in it", () -> header("/login", "content-security-policy"));
        probes.put("whoever signs in is in, and whoever signs out is out", this::inAndOut);
        probes.put("a session ends with 'sign out everywhere'", this::endsEverywhere);
        probes.put("the page that was asked for is gone to once", this::goneToOnce);
        probes.put("accounts are not made by the thousand", this::signUpsAreLimited);
    }

    private void servlet(Map<String, BooleanSupplier> probes) {
        probes.put("every answer has a name", () -> !program.named("/login").isEmpty());
        probes.put("the console is not there for a merchant",
                () -> owner.post("/operator", Map.of()).ofAnyTime().equals(owner.post("/no-such-page", Map.of()).ofAnyTime()));
    }

    private boolean header(String path, String header) {
        return Visitor.stranger(pair.base()).get(path).headers().containsKey(header);
    }

    private boolean inAndOut() {
        try {
            Visitor visitor = pair.intruder().visitor(false);
            boolean in = visitor.get("/dashboard").status() == 200;
            visitor.post("/logout", Map.of());
            return in && visitor.get("/dashboard").status() == 302;
        } catch (IllegalStateException couldNotSignIn) {
            return false;
        }
    }

    private boolean endsEverywhere() {
        String email = "leaving-" + UUID.randomUUID() + "@example.org";
        UUID account = Objects.requireNonNull(pair.victim().run.context.getBean(Accounts.class)
                .create(new NewAccount(email, Shop.PASSWORD, "Leaving", "Leaving"))).account().id();
        Visitor visitor = Visitor.signedIn(pair.base(), email, Shop.PASSWORD);
        pair.rows().execute("update access.account set sessions_generation = sessions_generation + 1 where id = ?", account);
        return visitor.get("/dashboard").status() == 302;
    }

    private boolean goneToOnce() {
        Visitor visitor = Visitor.stranger(pair.base());
        visitor.get("/dashboard/payments");
        Map<String, String> who = Map.of("email", pair.intruder().owner, "password", Shop.PASSWORD);
        String first = visitor.signsIn("/login", who);
        visitor.get(first.replace(pair.base(), ""));
        return first.contains("/dashboard/payments") && visitor.signsIn("/account", who).endsWith("/dashboard");
    }

    private boolean signUpsAreLimited() {
        String from = "2001:db8::" + Integer.toHexString(UUID.randomUUID().hashCode() & 0xffff);
        MockHttpServletResponse response = new MockHttpServletResponse();
        for (int i = 0; i <= SIGN_UPS; i++) {
            MockHttpServletRequest request = Chains.request("POST", "/signup");
            request.setRemoteAddr(from);
            response = new MockHttpServletResponse();
            passed("dashboard", request, response, (asked, answered) -> {}, CsrfFilter.class);
        }
        return "/signup?throttled".equals(response.getRedirectedUrl());
    }

    /** As the container passes a failed request on to an error page; filters that look once at a request do not look again. */
    private int forwarded() {
        MockHttpServletRequest request = Chains.request("GET", "/api/v1/checkout_sessions");
        request.setDispatcherType(DispatcherType.ERROR);
        request.setAttribute(RequestDispatcher.ERROR_REQUEST_URI, "/api/v1/elsewhere");
        MockHttpServletResponse response = new MockHttpServletResponse();
        try {
            passed("api", request, response, (asked, answered) -> {});
        } catch (RuntimeException unanswered) {
            return 500;
        }
        return response.getStatus();
    }

    private boolean noSessionInLinks(String place) {
        MockHttpServletResponse response = new MockHttpServletResponse() {
            @Override
            public String encodeURL(String url) {
                return url + ";jsessionid=1";
            }
        };
        String[] link = {""};
        passed(place, Chains.request("GET", open(place)), response,
                (asked, answered) -> link[0] = ((HttpServletResponse) answered).encodeURL("/link"), guardsOf(place));
        return link[0].equals("/link");
    }

    private boolean samePersonElsewhere(String place) {
        CompletableFuture<String> elsewhere = new CompletableFuture<>();
        MockHttpServletRequest asked = Chains.request("GET", open(place));
        MockHttpServletResponse answered = new MockHttpServletResponse();
        passed(place, asked, answered, (request, response) -> {
            SecurityContextHolder.setContext(new SecurityContextImpl(new TestingAuthenticationToken("me", "")));
            WebAsyncManager async = WebAsyncUtils.getAsyncManager(asked);
            async.setAsyncWebRequest(new StandardServletAsyncWebRequest(asked, answered));
            async.setTaskExecutor(new SimpleAsyncTaskExecutor());
            try {
                async.startCallableProcessing(() -> elsewhere.complete(
                        SecurityContextHolder.getContext().getAuthentication() == null ? "nobody" : "me"));
            } catch (Exception e) {
                throw new ServletException(e);
            }
        }, guardsOf(place));
        return "me".equals(elsewhere.completeOnTimeout("nobody", 10, TimeUnit.SECONDS).join());
    }

    /** A path that the chain lets anybody to, or with the filters left out that would not. */
    private static String open(String place) {
        return switch (place) {
            case "api" -> "/api/v1/checkout_sessions";
            case "public" -> "/checkout/none";
            case "protocols" -> "/oauth2/authorize";
            default -> "/login";
        };
    }

    private Class<?>[] guardsOf(String place) {
        String names = switch (place) {
            case "api" -> "BearerFilter|AuthorizationFilter|RequestRateFilter|OrganizationWall|AppWall";
            case "protocols" -> "OAuth2.*|AuthorizationFilter";
            default -> "";
        };
        return chains.guards().stream().filter(guard -> guard.place().equals(place)).map(chains::type)
                .filter(type -> type.getSimpleName().matches(names)).toArray(Class<?>[]::new);
    }

    private void passed(String place, MockHttpServletRequest request, MockHttpServletResponse response, FilterChain last,
            Class<?>... left) {
        try {
            chains.alone(place, left).doFilter(request, response, last);
        } catch (IOException | ServletException e) {
            throw new IllegalStateException(e);
        }
    }
}
