package io.cryptocheckout.platform.checkout;

import static io.cryptocheckout.platform.checkout.CheckoutBench.ETHER;
import static io.cryptocheckout.platform.checkout.CheckoutBench.PRICE;
import static io.cryptocheckout.platform.checkout.CheckoutBench.id;
import static io.cryptocheckout.platform.checkout.CheckoutBench.refusal;
import static io.cryptocheckout.platform.checkout.TestChain.send;
import static org.assertj.core.api.Assertions.assertThat;

import io.cryptocheckout.platform.authority.Caller;
import io.cryptocheckout.platform.chain.Address;
import io.cryptocheckout.platform.checkout.TestChain.Sent;
import io.cryptocheckout.platform.refusal.Refusal;
import io.cryptocheckout.platform.wallet.AddressPool;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

/** Money that pays no session of 50 dollars (0.02 ETH), or that no session waits for, is in the funds inbox once. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UnmatchedMoneyTest {
    private final CheckoutBench bench = new CheckoutBench();
    private final Caller merchant = bench.merchant();

    @AfterAll
    void close() {
        bench.close();
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
        assertThat(bench.inbox(merchant, session)).extracting(UnmatchedFunds::reason).containsExactly("wrong_asset");
        bench.chain.mine(again);
        bench.settle();
        assertThat(bench.status(merchant, id(session))).isEqualTo("expired");
        List<UnmatchedFunds> inbox = bench.inbox(merchant, session);
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
            assertThat(bench.inbox(merchant, session)).extracting(UnmatchedFunds::reason).containsExactly("no_session");
            assertThat(bench.events(bench.inbox(merchant, session).getFirst().id())).containsExactly("funds.unmatched");
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
        assertThat(bench.inbox(merchant, session)).extracting(UnmatchedFunds::reason).containsExactly("wrong_network");
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
}
