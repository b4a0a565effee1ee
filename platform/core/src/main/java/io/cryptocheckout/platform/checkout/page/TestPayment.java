package io.cryptocheckout.platform.checkout.page;

import io.cryptocheckout.platform.checkout.PublicSession;
import io.cryptocheckout.platform.id.IdKind;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.math.BigInteger;
import java.time.Clock;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.util.UriComponentsBuilder;

/** "Pay from the test wallet": exact, less or more than what is due. */
@Controller
final class TestPayment {

    private static final Logger log = LoggerFactory.getLogger(TestPayment.class);
    private static final Set<String> NOTES = Set.of("sent", "failed");
    private static final BigInteger FIVE = BigInteger.valueOf(5);

    private final Source sessions;
    private final TestWallet wallet;
    private final Clock clock;

    TestPayment(Source sessions, TestWallet wallet, Clock clock) {
        this.sessions = sessions;
        this.wallet = wallet;
        this.clock = clock;
    }

    @PostMapping("/checkout/{id}/pay")
    ResponseEntity<Void> pay(@PathVariable String id, @RequestParam("pay") String option, @RequestParam("how") String how,
            HttpServletRequest request) throws InterruptedException {
        if (!SameOrigin.holds(request)) {
            return ResponseEntity.status(HttpStatus.FORBIDDEN).build();
        }
        UUID uuid = IdKind.CHECKOUT_SESSION.parse(id);
        PublicSession session = uuid == null ? null : sessions.find(uuid);
        PublicSession.Option chosen = session == null ? null : option(session, option);
        if (session == null || chosen == null || !wallet.offeredFor(session, chosen.asset().chainId())
                || !PageView.of(session, option, clock.instant()).payable()) {
            return ResponseEntity.notFound().build();
        }
        return back(id, option, send(session, chosen, how));
    }

    private String send(PublicSession session, PublicSession.Option chosen, String how) throws InterruptedException {
        try {
            wallet.pay(chosen.asset(), session.address(), units(chosen.due(), how));
            return "sent";
        } catch (IOException e) {
            log.warn("The test wallet could not pay: {}", e.getMessage());
            return "failed";
        }
    }

    /** Three fifths of what is due are clearly less, six fifths clearly more. */
    static BigInteger units(BigInteger due, String how) {
        return switch (how) {
            case "less" -> due.multiply(BigInteger.valueOf(3)).divide(FIVE).max(BigInteger.ONE);
            case "more" -> due.multiply(BigInteger.valueOf(6)).divide(FIVE).add(BigInteger.ONE);
            default -> due;
        };
    }

    /** A note in the address bar becomes the key of a text only where there is such a text. */
    static String noteKey(@Nullable String note) {
        return note != null && NOTES.contains(note) ? "test." + note : "";
    }

    private static PublicSession.@Nullable Option option(PublicSession session, String key) {
        return session.options().stream().filter(o -> PageView.key(o).equals(key)).findFirst().orElse(null);
    }

    private static ResponseEntity<Void> back(String id, String option, String note) {
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .location(UriComponentsBuilder.fromPath("/checkout/{id}").queryParam("pay", "{pay}").queryParam("note", note)
                        .encode().buildAndExpand(id, option).toUri())
                .build();
    }
}
