package io.cryptocheckout.platform.checkout;

import static io.cryptocheckout.platform.checkout.CheckoutBench.ETHER;
import static io.cryptocheckout.platform.checkout.CheckoutBench.USDC;
import static io.cryptocheckout.platform.checkout.CheckoutBench.id;
import static io.cryptocheckout.platform.checkout.TestChain.send;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cryptocheckout.platform.authority.Caller;
import io.cryptocheckout.platform.chain.Address;
import io.cryptocheckout.platform.checkout.TestChain.Sent;
import io.cryptocheckout.platform.database.Answer;
import io.cryptocheckout.platform.refusal.Refusal;
import io.cryptocheckout.platform.refusal.Refused;
import io.cryptocheckout.platform.wallet.AddressPool;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

/** A session of 50 dollars asks for 0.02 ETH; what follows is what the chain shows. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CheckoutSettlesTest {
    private static final BigInteger PRICE = ETHER.divide(BigInteger.valueOf(50));
    private static final Duration SOON = Duration.ofMinutes(1);

    private final CheckoutBench bench = new CheckoutBench();
    private final Caller merchant = bench.merchant();

    @AfterAll
    void close() {
        bench.close();
    }

    @Test
    void anExactPaymentIsDetectedAndPaidAfterItsConfirmations() {
        JsonNode session = bench.open(merchant, "50.00");
        bench.clock.advance(SOON);
        bench.chain.mine(send(session.get("address").asString(), null, PRICE));
        bench.settle();
        JsonNode detected = bench.show(merchant, id(session));
        assertThat(detected.get("status").asString()).isEqualTo("detected");
        assertThat(detected.get("confirmations").toString()).isEqualTo("{\"current\":1,\"required\":3}");
        bench.chain.mine(1);
        bench.settle();
        assertThat(bench.show(merchant, id(session)).get("confirmations").get("current").asInt()).isEqualTo(2);
        bench.chain.mine(1);
        bench.settle();
        JsonNode paid = bench.show(merchant, id(session));
        assertThat(paid.get("status").asString()).isEqualTo("paid");
        assertThat(paid.get("amountReceived").asString()).isEqualTo("50.00");
        assertThat(paid.get("amountDue").asString()).isEqualTo("0.00");
        assertThat(paid.get("payments")).hasSize(1);
        assertThat(paid.get("payments").get(0).get("confirmations").asInt()).isEqualTo(3);
        assertThat(paid.get("paidAt").isNull()).isFalse();
        assertThat(statuses(paid)).containsExactly("pending", "detected", "paid");
        assertThat(bench.events(id(session))).containsExactly("session.created", "session.detected", "session.paid");
    }

    @Test
    void aPaymentThatIsConfirmedWhenFirstSeenIsStillToldAsDetectedFirst() {
        JsonNode session = bench.open(merchant, "50.00");
        bench.chain.mine(send(session.get("address").asString(), USDC, BigInteger.valueOf(50_000_000)));
        bench.chain.mine(5);
        bench.settle();
        assertThat(bench.status(merchant, id(session))).isEqualTo("paid");
        assertThat(bench.events(id(session))).containsExactly("session.created", "session.detected", "session.paid");
    }

    @Test
    void aPendingTransactionIsDetectedAndPaysNothing() {
        JsonNode session = bench.open(merchant, "50.00");
        Sent sent = send(session.get("address").asString(), null, PRICE);
        bench.chain.pending(sent);
        bench.settle();
        JsonNode detected = bench.show(merchant, id(session));
        assertThat(detected.get("status").asString()).isEqualTo("detected");
        assertThat(detected.get("confirmations").get("current").asInt()).isZero();
        assertThat(detected.get("amountReceived").asString()).isEqualTo("0.00");
        bench.chain.mine(sent);
        bench.chain.mine(2);
        bench.settle();
        assertThat(bench.status(merchant, id(session))).isEqualTo("paid");
        assertThat(bench.events(id(session))).containsExactly("session.created", "session.detected", "session.paid");
    }

    @Test
    void aTopUpThatNoBlockHoldsYetHasNoConfirmation() {
        JsonNode session = bench.open(merchant, "50.00");
        String address = session.get("address").asString();
        bench.chain.mine(send(address, null, PRICE.divide(BigInteger.TWO)));
        bench.chain.mine(4);
        bench.chain.pending(send(address, null, PRICE.divide(BigInteger.TWO)));
        bench.settle();
        JsonNode detected = bench.show(merchant, id(session));
        assertThat(detected.get("status").asString()).isEqualTo("detected");
        assertThat(detected.get("confirmations").get("current").asInt()).isZero();
    }

    @Test
    void tooLittleIsToldWithTheRemainderAndATopUpInAnotherAssetCompletesIt() {
        JsonNode session = bench.open(merchant, "50.00");
        String address = session.get("address").asString();
        bench.chain.mine(send(address, null, PRICE.divide(BigInteger.TWO)));
        bench.settle();
        JsonNode part = bench.show(merchant, id(session));
        assertThat(part.get("status").asString()).isEqualTo("underpaid");
        assertThat(part.get("exceptions").toString()).isEqualTo("[\"underpaid\"]");
        assertThat(part.get("amountDue").asString()).isEqualTo("25.00");
        assertThat(part.get("paymentOptions").get(0).get("amountDue").asString()).isEqualTo("0.01");
        assertThat(part.get("paymentOptions").get(1).get("amountDue").asString()).isEqualTo("25");
        assertThat(part.get("paymentOptions").get(0).get("paymentUri").asString()).endsWith("?value=10000000000000000");
        bench.chain.mine(send(address, USDC, BigInteger.valueOf(25_000_000)));
        bench.chain.mine(2);
        bench.settle();
        assertThat(bench.events(id(session))).containsExactly("session.created", "session.underpaid", "session.detected", "session.paid");
        assertThat(bench.show(merchant, id(session)).get("exceptions")).isEmpty();
    }

    @Test
    void tooMuchIsPaidThenOverpaidAndToldAgainWhenTheExcessGrows() {
        JsonNode session = bench.open(merchant, "50.00");
        String address = session.get("address").asString();
        bench.chain.mine(send(address, null, PRICE.multiply(BigInteger.TWO)));
        bench.chain.mine(2);
        bench.settle();
        bench.chain.mine(send(address, null, PRICE));
        bench.chain.mine(2);
        bench.settle();
        assertThat(bench.events(id(session))).containsExactly("session.created", "session.detected", "session.paid", "session.overpaid",
                "session.overpaid");
        assertThat(bench.show(merchant, id(session)).get("amountReceived").asString()).isEqualTo("150.00");
    }

    @Test
    void aSessionExpiresOnceEveryNetworkWasReadPastItAndAGracePaymentIsLate() {
        JsonNode session = bench.open(merchant, "50.00");
        bench.clock.advance(Duration.ofMinutes(16));
        bench.chain.mine(1);
        bench.settle();
        assertThat(bench.status(merchant, id(session))).as("the other network may still show a payment").isEqualTo("pending");
        bench.otherChain.mine(1);
        bench.settle();
        assertThat(bench.status(merchant, id(session))).isEqualTo("expired");
        bench.clock.advance(SOON);
        bench.chain.mine(send(session.get("address").asString(), null, PRICE));
        bench.chain.mine(2);
        bench.settle();
        assertThat(bench.status(merchant, id(session))).isEqualTo("paid_late");
        assertThat(bench.events(id(session))).containsExactly("session.created", "session.expired", "session.detected",
                "session.paid_late");
        assertThat(bench.show(merchant, id(session)).get("exceptions").toString()).isEqualTo("[\"late\"]");
    }

    @Test
    void whatComesTooLateOrInTheWrongAssetIsInTheInboxOnce() {
        JsonNode session = bench.open(merchant, "50.00");
        String address = session.get("address").asString();
        bench.chain.mine(send(address, "0x6b175474e89094c44da98b954eedeac495271d0f", ETHER));
        bench.clock.advance(Duration.ofMinutes(30));
        bench.chain.mine(send(address, null, PRICE));
        bench.otherChain.mine(1);
        bench.settle();
        Sent again = bench.chain.orphan(1).getFirst();
        bench.settle();
        assertThat(inbox(session)).extracting(UnmatchedFunds::reason).containsExactly("wrong_asset");
        bench.chain.mine(again);
        bench.settle();
        assertThat(bench.status(merchant, id(session))).isEqualTo("expired");
        List<UnmatchedFunds> inbox = inbox(session);
        assertThat(inbox).extracting(UnmatchedFunds::reason).containsExactlyInAnyOrder("late", "wrong_asset");
        assertThat(inbox).allSatisfy(funds -> assertThat(bench.events(funds.id())).containsExactly("funds.unmatched"));
    }

    @Test
    void whatArrivesWhereNoSessionIsGoesToTheInboxAndTheAddressIsNeverOffered() {
        bench.open(merchant, "50.00");
        var pool = bench.context.getBean(AddressPool.class);
        var taken = pool.take(merchant.scope());
        Address address = taken.address();
        pool.giveBack(merchant.scope(), taken);
        Sent sent = send(address.toString(), null, PRICE);
        bench.chain.mine(sent);
        bench.settle();
        bench.chain.mine(send(address.toString(), null, ETHER));
        bench.settle();
        List<UnmatchedFunds> found = bench.context.getBean(FundsInbox.class).list(merchant, 100, null).stream()
                .filter(funds -> funds.address().equals(address)).toList();
        assertThat(found).hasSize(2).allSatisfy(funds -> {
            assertThat(funds.reason()).isEqualTo("no_session");
            assertThat(funds.sessionId()).isNull();
            assertThat(bench.events(funds.id())).containsExactly("funds.unmatched");
        });
        assertThat(bench.open(merchant, "50.00").get("address").asString()).isNotEqualTo(address.toString());
    }

    @Test
    void moneyFromBeforeTheSessionPaysNoOrder() {
        try (var replica = bench.node()) {
            Checkout there = replica.getBean(Checkout.class);
            there.open(merchant, CheckoutBench.wanted("50.00"), null);
            var pool = replica.getBean(AddressPool.class);
            var shelved = pool.take(merchant.scope());
            pool.giveBack(merchant.scope(), shelved);
            bench.chain.mine(send(shelved.address().toString(), null, PRICE));
            bench.settle();
            bench.clock.advance(Duration.ofHours(1));
            JsonNode session = CheckoutBench.json(there.open(merchant, CheckoutBench.wanted("50.00"), null).body());
            assertThat(session.get("address").asString()).isEqualTo(shelved.address().toString());
            bench.chain.mine(5);
            bench.chain.mine(send(shelved.address().toString(), null, PRICE.divide(BigInteger.TWO)));
            bench.settle();
            assertThat(bench.status(merchant, id(session))).isEqualTo("underpaid");
            assertThat(inbox(session)).extracting(UnmatchedFunds::reason).containsExactly("no_session");
            assertThat(bench.events(inbox(session).getFirst().id())).containsExactly("funds.unmatched");
        }
    }

    @Test
    void coinsOfATestNetworkAreNothingToALiveStore() {
        Caller live = bench.merchant(true);
        JsonNode session = bench.open(live, "50.00");
        String address = session.get("address").asString();
        var shelved = bench.context.getBean(AddressPool.class).take(live.scope());
        bench.chain.mine(send(address, null, PRICE), send(shelved.address().toString(), null, PRICE));
        bench.chain.pending(send(address, null, PRICE));
        bench.settle();
        assertThat(bench.show(live, id(session)).get("exceptions")).isEmpty();
        assertThat(bench.status(live, id(session))).isEqualTo("pending");
        assertThat(bench.context.getBean(FundsInbox.class).list(live, 100, null)).isEmpty();
        assertThat(refusal(() -> bench.checkout().resolve(live, id(session), "fine", null))).isEqualTo(Refusal.NOTHING_RECEIVED);
        bench.liveChain.mine(send(address, null, PRICE));
        bench.liveChain.mine(2);
        bench.settle();
        assertThat(bench.events(id(session))).containsExactly("session.created", "session.detected", "session.paid");
    }

    @Test
    void realMoneyAtAnAddressForTestsIsSeen() {
        JsonNode session = bench.open(merchant, "50.00");
        bench.liveChain.mine(send(session.get("address").asString(), null, PRICE));
        bench.settle();
        assertThat(inbox(session)).extracting(UnmatchedFunds::reason).containsExactly("wrong_network");
    }

    @Test
    void whatArrivesBeforeItsOwnerIsKnownIsToldOnceHeIs() {
        bench.open(merchant, "50.00");
        Address address = bench.context.getBean(AddressPool.class).take(merchant.scope()).address();
        bench.everything().execute("create table public.kept as select * from wallet.address where address = ?", (Object) address.bytes());
        bench.everything().execute("delete from wallet.address where address = ?", (Object) address.bytes());
        bench.chain.mine(send(address.toString(), null, PRICE));
        bench.settle();
        bench.clock.advance(Duration.ofHours(3));
        bench.settle();
        bench.everything().execute("insert into wallet.address select * from public.kept");
        bench.clock.advance(Duration.ofHours(1));
        bench.settle();
        assertThat(bench.context.getBean(FundsInbox.class).list(merchant, 100, null)).filteredOn(f -> f.address().equals(address))
                .extracting(UnmatchedFunds::reason).containsExactly("no_session");
    }

    @Test
    void aReorganizationAfterDetectedLeadsBackAndAnotherPaymentLeadsOn() {
        JsonNode session = bench.open(merchant, "50.00");
        bench.chain.mine(send(session.get("address").asString(), null, PRICE));
        bench.settle();
        Sent sent = bench.chain.orphan(1).getFirst();
        bench.chain.mine(1);
        bench.settle();
        assertThat(bench.status(merchant, id(session))).isEqualTo("pending");
        assertThat(bench.show(merchant, id(session)).get("exceptions").toString()).isEqualTo("[\"reverted\"]");
        assertThat(bench.show(merchant, id(session)).get("payments")).isEmpty();
        bench.chain.mine(sent);
        bench.chain.mine(2);
        bench.settle();
        assertThat(bench.events(id(session))).containsExactly("session.created", "session.detected", "session.detected", "session.paid");
    }

    @Test
    void aReorganizationAfterPaidIsToldAsRevertedBeforeItIsPaidAgain() {
        JsonNode session = bench.open(merchant, "50.00");
        bench.chain.mine(send(session.get("address").asString(), null, PRICE.multiply(BigInteger.TWO)));
        bench.chain.mine(2);
        bench.settle();
        Sent sent = bench.chain.orphan(3).getFirst();
        bench.chain.mine(1);
        bench.settle();
        assertThat(bench.status(merchant, id(session))).isEqualTo("pending");
        assertThat(bench.show(merchant, id(session)).get("paidAt").isNull()).isTrue();
        bench.chain.mine(sent);
        bench.settle();
        assertThat(bench.status(merchant, id(session))).isEqualTo("detected");
        bench.chain.mine(2);
        bench.settle();
        assertThat(bench.events(id(session))).containsExactly("session.created", "session.detected", "session.paid", "session.overpaid",
                "session.reverted", "session.detected", "session.paid", "session.overpaid");
    }

    @Test
    void aPaidSessionFailsWhenThePaymentVanishesForGood() {
        JsonNode session = bench.open(merchant, "50.00");
        bench.chain.mine(send(session.get("address").asString(), null, PRICE));
        bench.chain.mine(2);
        bench.settle();
        bench.chain.orphan(3);
        bench.clock.advance(Duration.ofHours(1));
        bench.chain.mine(4);
        bench.otherChain.mine(1);
        bench.settle();
        assertThat(bench.events(id(session))).containsExactly("session.created", "session.detected", "session.paid", "session.reverted",
                "session.failed");
    }

    @Test
    void aHeadThatMovesBackBehindAPaidBlockRevertsNothing() {
        JsonNode session = bench.open(merchant, "50.00");
        bench.chain.mine(send(session.get("address").asString(), null, PRICE));
        bench.chain.mine(2);
        bench.settle();
        bench.chain.orphan(2);
        bench.settle();
        assertThat(bench.status(merchant, id(session))).isEqualTo("paid");
        bench.chain.mine(3);
        bench.settle();
        assertThat(bench.events(id(session))).containsExactly("session.created", "session.detected", "session.paid");
    }

    @Test
    void cancellingClosesAndAPaymentMinedBeforeThatWins() {
        JsonNode canceled = bench.open(merchant, "50.00");
        JsonNode inFlight = bench.open(merchant, "50.00");
        bench.clock.advance(SOON);
        Sent before = send(inFlight.get("address").asString(), null, PRICE);
        before.firstSeen()[0] = bench.clock.instant();
        bench.clock.advance(SOON);
        for (JsonNode session : List.of(canceled, inFlight)) {
            Answer answer = bench.checkout().cancel(merchant, id(session), null);
            assertThat(CheckoutBench.json(answer.body()).get("status").asString()).isEqualTo("canceled");
        }
        bench.clock.advance(SOON);
        bench.chain.mine(send(canceled.get("address").asString(), null, PRICE), before);
        bench.chain.mine(2);
        bench.settle();
        assertThat(bench.events(id(canceled))).containsExactly("session.created", "session.canceled");
        assertThat(inbox(canceled)).extracting(UnmatchedFunds::reason).containsExactly("canceled");
        assertThat(bench.events(id(inFlight))).containsExactly("session.created", "session.canceled", "session.detected", "session.paid");
        assertThat(inbox(inFlight)).isEmpty();
    }

    @Test
    void onlyAnOpenSessionThatReceivedNothingCanBeCanceled() {
        JsonNode session = bench.open(merchant, "50.00");
        bench.chain.mine(send(session.get("address").asString(), null, ETHER.divide(BigInteger.valueOf(1000))));
        // The loop has not looked yet: the decision is made on the chain's facts, not on the stored status.
        assertThat(refusal(() -> bench.checkout().cancel(merchant, id(session), null))).isEqualTo(Refusal.SESSION_NOT_CANCELABLE);
        assertThat(refusal(() -> bench.checkout().cancel(merchant, UUID.randomUUID(), null))).isEqualTo(Refusal.NOT_FOUND);
        assertThat(refusal(() -> bench.checkout().cancel(bench.merchant(), id(session), null))).isEqualTo(Refusal.NOT_FOUND);
        assertThat(bench.events(id(session))).containsExactly("session.created");
    }

    @Test
    void whatHasArrivedCanBeAcceptedByHand() {
        JsonNode session = bench.open(merchant, "50.00");
        assertThat(refusal(() -> bench.checkout().resolve(merchant, id(session), "fine", null))).isEqualTo(Refusal.NOTHING_RECEIVED);
        bench.chain.mine(send(session.get("address").asString(), null, PRICE.divide(BigInteger.TWO)));
        bench.settle();
        JsonNode paid = CheckoutBench.json(bench.checkout().resolve(merchant, id(session), "a good customer", null).body());
        assertThat(paid.get("status").asString()).isEqualTo("paid");
        assertThat(paid.get("timeline").get(2).get("reason").asString()).endsWith("a good customer");
        assertThat(refusal(() -> bench.checkout().resolve(merchant, id(session), "again", null))).isEqualTo(Refusal.SESSION_ALREADY_PAID);
        bench.settle();
        assertThat(bench.events(id(session))).containsExactly("session.created", "session.underpaid", "session.paid");
    }

    @Test
    void checkingAsksForALookAtTheAddress() {
        JsonNode session = bench.open(merchant, "50.00");
        Answer answer = bench.checkout().check(merchant, id(session), null);
        assertThat(answer.status()).isEqualTo(202);
        assertThat(bench.rescans).contains(Address.parse(session.get("address").asString()));
    }

    @Test
    void pagesHearOfEveryChange() throws Exception {
        JsonNode session = bench.open(merchant, "50.00");
        List<String> heard = new ArrayList<>();
        PublicSessions pages = bench.context.getBean(PublicSessions.class);
        try (AutoCloseable ignored = bench.context.getBean(SessionSignals.class).subscribe(id(session), () -> {
            synchronized (heard) {
                heard.add("changed");
            }
        })) {
            bench.chain.mine(send(session.get("address").asString(), null, PRICE));
            bench.settle();
            Await.until("the page hears", () -> {
                synchronized (heard) {
                    return !heard.isEmpty();
                }
            });
        }
        PublicSession shown = pages.find(id(session));
        assertThat(shown.status()).isEqualTo("detected");
        assertThat(shown.store().name()).isEqualTo("Store");
        assertThat(pages.find(UUID.randomUUID())).isNull();
    }

    private List<UnmatchedFunds> inbox(JsonNode session) {
        return bench.context.getBean(FundsInbox.class).list(merchant, 100, null).stream().filter(f -> id(session).equals(f.sessionId()))
                .toList();
    }

    private static List<String> statuses(JsonNode session) {
        return session.get("timeline").valueStream().map(entry -> entry.get("status").asString()).toList();
    }

    private static Refusal refusal(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        Refused refused = catchThrowableOfType(Refused.class, call);
        assertThat(refused).isNotNull();
        return refused.refusal();
    }
}
