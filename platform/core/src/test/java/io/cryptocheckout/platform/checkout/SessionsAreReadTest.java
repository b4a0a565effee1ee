package io.cryptocheckout.platform.checkout;

import static io.cryptocheckout.platform.checkout.CheckoutBench.id;
import static io.cryptocheckout.platform.checkout.CheckoutBench.json;
import static io.cryptocheckout.platform.checkout.TestChain.send;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cryptocheckout.platform.authority.Caller;
import io.cryptocheckout.platform.authority.Permission;
import io.cryptocheckout.platform.checkout.CheckoutSession.Details;
import io.cryptocheckout.platform.checkout.SessionQuery.Page;
import io.cryptocheckout.platform.money.Fiat;
import io.cryptocheckout.platform.refusal.Refusal;
import io.cryptocheckout.platform.refusal.Refused;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

/** Who sees a session, by what it is found, and at which price it is shown. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SessionsAreReadTest {
    private final CheckoutBench bench = new CheckoutBench();
    private final Caller merchant = bench.merchant();

    @AfterAll
    void close() {
        bench.close();
    }

    @Test
    void onlyTheScopeItselfSeesASession() {
        JsonNode session = bench.open(merchant, "5.00");
        Caller stranger = bench.merchant();
        Caller live = new Caller(new io.cryptocheckout.platform.authority.Scope(merchant.scope().storeId(), true), merchant.permissions(),
                merchant.principal());
        for (Caller other : List.of(stranger, live)) {
            assertThat(catchThrowableOfType(Refused.class, () -> bench.checkout().find(other, id(session))).refusal())
                    .isEqualTo(Refusal.NOT_FOUND);
            assertThat(bench.checkout().list(other, SessionQuery.newest(100)).sessions()).isEmpty();
        }
        Caller powerless = new Caller(merchant.scope(), Set.of(Permission.EVENTS_READ), merchant.principal());
        assertThat(catchThrowableOfType(Refused.class, () -> bench.checkout().find(powerless, id(session))).refusal())
                .isEqualTo(Refusal.PERMISSION_MISSING);
    }

    @Test
    void sessionsAreListedNewestFirstAndFoundByWhatNamesThem() {
        Caller lister = bench.merchant();
        List<JsonNode> opened = IntStream.range(0, 5).mapToObj(i -> {
            bench.clock.advance(Duration.ofSeconds(1));
            return json(bench.checkout().open(lister, new NewSession(Fiat.parse("5.00", "USD", "amount"), null, null, false,
                    new Details("ref-" + i, null, Map.of(), null, null)), null).body());
        }).toList();
        Checkout.Page first = bench.checkout().list(lister, SessionQuery.newest(3));
        assertThat(first.hasMore()).isTrue();
        assertThat(ids(first)).containsExactly(id(opened.get(4)), id(opened.get(3)), id(opened.get(2)));
        Checkout.Page rest = bench.checkout().list(lister,
                new SessionQuery(Set.of(), null, null, null, null, new Page(3, id(opened.get(2)))));
        assertThat(ids(rest)).containsExactly(id(opened.get(1)), id(opened.get(0)));
        assertThat(rest.hasMore()).isFalse();
        var sent = send(opened.get(1).get("address").asString(), null, BigInteger.TEN.pow(15));
        bench.chain.mine(sent);
        bench.settle();
        assertThat(ids(found(lister, sent.tx().toString()))).containsExactly(id(opened.get(1)));
        assertThat(ids(found(lister, opened.get(2).get("address").asString()))).containsExactly(id(opened.get(2)));
        assertThat(ids(found(lister, opened.get(2).get("address").asString().toLowerCase()))).containsExactly(id(opened.get(2)));
        assertThat(ids(found(lister, opened.get(3).get("id").asString()))).containsExactly(id(opened.get(3)));
        assertThat(ids(found(lister, "ref-0"))).containsExactly(id(opened.get(0)));
        assertThat(ids(found(lister, "0x" + "z".repeat(64)))).isEmpty();
        assertThat(ids(bench.checkout().list(lister,
                new SessionQuery(Set.of(SessionStatus.UNDERPAID), "ref-1", null, null, null, new Page(25, null)))))
                .containsExactly(id(opened.get(1)));
        var from = java.time.Instant.parse(opened.get(1).get("createdAt").asString());
        assertThat(
                ids(bench.checkout().list(lister, new SessionQuery(Set.of(), null, from, from.plusSeconds(2), null, new Page(25, null)))))
                .containsExactly(id(opened.get(2)), id(opened.get(1)));
    }

    private Checkout.Page found(Caller caller, String search) {
        return bench.checkout().list(caller, new SessionQuery(Set.of(), null, null, null, search, new Page(25, null)));
    }

    private static List<UUID> ids(Checkout.Page page) {
        return page.sessions().stream().map(history -> history.session().id()).toList();
    }

    @Test
    void aVolatileQuoteLocksForAnHourAndIsRenewedWhenTheSessionIsNextShown() {
        NewSession week = new NewSession(Fiat.parse("50.00", "USD", "amount"), 604_800, null, false,
                new Details(null, null, Map.of(), null, null));
        UUID session = id(json(bench.checkout().open(merchant, week, null).body()));
        bench.clock.advance(Duration.ofMinutes(59));
        assertThat(offers(session).getFirst().quotes()).hasSize(1);
        bench.clock.advance(Duration.ofMinutes(2));
        List<OfferedAsset> renewed = offers(session);
        assertThat(renewed.getFirst().quotes()).hasSize(2);
        assertThat(renewed.get(1).quotes()).as("a stablecoin at par needs no new quote").hasSize(1);
        assertThat(renewed.getFirst().current().from()).isEqualTo(bench.clock.instant());
        assertThat(offers(session)).as("shown again, nothing changes").isEqualTo(renewed);
        assertThat(bench.show(merchant, session).get("status").asString()).isEqualTo("pending");
    }

    private List<OfferedAsset> offers(UUID session) {
        return bench.checkout().find(merchant, session).session().offers();
    }
}
