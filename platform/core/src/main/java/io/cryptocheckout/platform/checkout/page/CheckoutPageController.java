package io.cryptocheckout.platform.checkout.page;

import io.cryptocheckout.platform.checkout.PublicSession;
import io.cryptocheckout.platform.id.IdKind;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Shows the hosted page and keeps it current. */
@Controller
final class CheckoutPageController {

    private final Source sessions;
    private final LiveStreams streams;
    private final TestWallet wallet;
    private final PageHeaders headers;
    private final Clock clock;

    CheckoutPageController(Source sessions, LiveStreams streams, TestWallet wallet, PageHeaders headers, Clock clock) {
        this.sessions = sessions;
        this.streams = streams;
        this.wallet = wallet;
        this.headers = headers;
        this.clock = clock;
    }

    @GetMapping("/checkout/{id}")
    ModelAndView page(@PathVariable String id, @RequestParam(name = "pay", required = false) @Nullable String option,
            @RequestParam(name = "note", required = false) @Nullable String note,
            @RequestHeader(name = "Accept-Language", required = false) @Nullable String language, HttpServletResponse response) {
        Words words = Words.forHeader(language);
        PublicSession session = find(id);
        headers.write(response, session == null ? null : session.store());
        if (session == null) {
            return new ModelAndView("checkout/missing", Map.of("words", words), HttpStatus.NOT_FOUND);
        }
        PageView view = PageView.of(session, option, clock.instant());
        boolean offered = view.payable() && wallet.offeredFor(session, view.chosen().chainId());
        return new ModelAndView("checkout/page",
                Map.of("words", words, "view", view, "testWallet", offered, "note", TestPayment.noteKey(note), "blocks",
                        sessions.blocks(session, view.stage())));
    }

    @GetMapping(path = "/checkout/{id}/status", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<SessionState> status(@PathVariable String id, HttpServletResponse response) {
        headers.write(response, null);
        PublicSession session = find(id);
        return session == null ? ResponseEntity.notFound().build() : ResponseEntity.ok(SessionState.of(session));
    }

    @GetMapping(path = "/checkout/{id}/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    ResponseEntity<SseEmitter> events(@PathVariable String id, HttpServletRequest request, HttpServletResponse response) {
        headers.write(response, null);
        UUID session = IdKind.CHECKOUT_SESSION.parse(id);
        if (session == null || sessions.find(session) == null) {
            return ResponseEntity.notFound().build();
        }
        SseEmitter stream = streams.open(session, request.getRemoteAddr(), () -> {
            PublicSession now = sessions.find(session);
            return now == null ? null : SessionState.of(now);
        });
        // 204 tells an EventSource not to come back: the page polls instead.
        return stream == null
                ? ResponseEntity.noContent().build()
                : ResponseEntity.ok().header("X-Accel-Buffering", "no").body(stream);
    }

    @GetMapping(path = "/checkout/{id}/theme.css", produces = "text/css;charset=UTF-8")
    ResponseEntity<String> theme(@PathVariable String id, HttpServletResponse response) {
        headers.write(response, null);
        PublicSession session = find(id);
        return ResponseEntity.ok(session == null ? "" : Theme.css(session.store().colour()));
    }

    private @Nullable PublicSession find(String id) {
        UUID session = IdKind.CHECKOUT_SESSION.parse(id);
        return session == null ? null : sessions.find(session);
    }
}
