package io.cryptocheckout.platform.checkout;

import static io.cryptocheckout.platform.checkout.CheckoutBench.ETHER;
import static io.cryptocheckout.platform.checkout.CheckoutBench.id;
import static io.cryptocheckout.platform.checkout.TestChain.send;
import static org.assertj.core.api.Assertions.assertThat;

import io.cryptocheckout.jooq.checkout.Tables;
import io.cryptocheckout.platform.authority.Caller;
import io.cryptocheckout.platform.chain.Address;
import io.cryptocheckout.platform.chain.ChainFacts;
import io.cryptocheckout.platform.checkout.DueSessions.Claimed;
import io.cryptocheckout.platform.checkout.TestChain.Sent;
import io.cryptocheckout.platform.refusal.Refused;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import tools.jackson.databind.JsonNode;

/** Several nodes settle at once while blocks come and go and a merchant decides. */
class PaymentLoopsTest {
    private static final int SESSIONS = 40;
    private static final int BLOCKS = 60;

    private final CheckoutBench bench = new CheckoutBench();
    private final List<AnnotationConfigApplicationContext> nodes = new ArrayList<>(List.of(bench.context));

    @AfterEach
    void close() {
        nodes.stream().filter(node -> node != bench.context).forEach(AnnotationConfigApplicationContext::close);
        bench.close();
    }

    @Test
    void everySessionEndsAsItsFactsSayAndTellsAGaplessStory() throws Exception {
        nodes.add(bench.node());
        nodes.add(bench.node());
        Caller merchant = bench.merchant();
        List<JsonNode> sessions = new ArrayList<>();
        for (int i = 0; i < SESSIONS; i++) {
            sessions.add(bench.open(merchant, "50.00"));
        }
        AtomicBoolean over = new AtomicBoolean();
        long seed = System.nanoTime();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> loops = new ArrayList<>();
            for (AnnotationConfigApplicationContext node : nodes) {
                loops.add(threads.submit(() -> {
                    while (!over.get()) {
                        CheckoutBench.settle(node);
                    }
                }));
            }
            turbulence(merchant, sessions, new Random(seed));
            over.set(true);
            for (Future<?> loop : loops) {
                loop.get();
            }
        }
        bench.chain.mine(5);
        bench.settle();
        check(merchant, sessions, seed);
    }

    @Test
    void aNodeThatStalledWithOldFactsTakesNothingBack() {
        Caller merchant = bench.merchant();
        JsonNode session = bench.open(merchant, "50.00");
        bench.chain.mine(send(session.get("address").asString(), null, ETHER.divide(BigInteger.valueOf(50))));
        bench.settle();
        bench.chain.mine(1);
        Claimed stalled = claimNow(session);
        ChainSight old = sight(stalled);
        bench.clock.advance(DueSessions.LEASE.plusSeconds(1));
        bench.chain.mine(1);
        bench.settle();
        assertThat(bench.status(merchant, id(session))).isEqualTo("paid");
        bench.context.getBean(PaymentLoop.class).settle(stalled, old);
        assertThat(bench.status(merchant, id(session))).isEqualTo("paid");
        bench.settle();
        assertThat(bench.events(id(session))).containsExactly("session.created", "session.detected", "session.paid");
    }

    @Test
    void aPaymentThatArrivesWhileSomebodyLooksIsLookedAtNext() {
        Caller merchant = bench.merchant();
        JsonNode session = bench.open(merchant, "50.00");
        bench.chain.mine(1);
        Claimed looking = claimNow(session);
        ChainSight old = sight(looking);
        Address address = Address.parse(session.get("address").asString());
        bench.chain.mine(send(address.toString(), null, ETHER.divide(BigInteger.valueOf(50))));
        bench.database.acrossTenants("as the loop of another node does", worker -> {
            bench.context.getBean(ChainFacts.class).takeChanges(worker, 100);
            DueSessions.wake(worker, List.of(address), Set.of(), bench.clock.instant());
            return true;
        });
        bench.context.getBean(PaymentLoop.class).settle(looking, old);
        assertThat(bench.status(merchant, id(session))).isEqualTo("pending");
        bench.settle();
        assertThat(bench.status(merchant, id(session))).isEqualTo("detected");
    }

    private Claimed claimNow(JsonNode session) {
        Address address = Address.parse(session.get("address").asString());
        return bench.database.acrossTenants("as the loop of one node does", worker -> {
            DueSessions.wake(worker, List.of(address), Set.of(), bench.clock.instant());
            return DueSessions.claim(worker, 1, bench.clock.instant()).getFirst();
        });
    }

    private ChainSight sight(Claimed claimed) {
        return ChainSight.of(bench.database, bench.context.getBean(ChainFacts.class), List.of(claimed.address()));
    }

    /** Blocks with payments, blocks that leave, and a merchant who cancels and accepts. */
    private void turbulence(Caller merchant, List<JsonNode> sessions, Random random) {
        List<Sent> lost = new ArrayList<>();
        for (int block = 0; block < BLOCKS; block++) {
            bench.clock.advance(Duration.ofSeconds(5));
            List<Sent> sent = new ArrayList<>();
            for (int i = random.nextInt(4); i > 0; i--) {
                String address = sessions.get(random.nextInt(SESSIONS)).get("address").asString();
                sent.add(send(address, null, ETHER.divide(BigInteger.valueOf(random.nextBoolean() ? 50 : 100))));
            }
            lost.removeIf(back -> random.nextBoolean() && sent.add(back));
            bench.chain.mine(sent.toArray(Sent[]::new));
            if (block > 5 && random.nextInt(4) == 0) {
                lost.addAll(bench.chain.orphan(1 + random.nextInt(4)));
            }
            decide(merchant, id(sessions.get(random.nextInt(SESSIONS))), random);
        }
    }

    private void decide(Caller merchant, UUID session, Random random) {
        try {
            if (random.nextInt(6) == 0) {
                bench.checkout().cancel(merchant, session, null);
            } else if (random.nextInt(6) == 0) {
                bench.checkout().resolve(merchant, session, "so be it", null);
            }
        } catch (Refused expected) {
            assertThat(expected.refusal().type().status()).isEqualTo(409);
        }
    }

    private void check(Caller merchant, List<JsonNode> sessions, long seed) {
        for (JsonNode session : sessions) {
            SessionHistory history = bench.checkout().find(merchant, id(session));
            List<String> events = bench.events(id(session));
            assertThat(events).as("seed %d: %s", seed, events).hasSize(history.session().stamp().events());
            boolean paid = false;
            for (String event : events) {
                if (event.equals("session.paid") || event.equals("session.paid_late")) {
                    assertThat(paid).as("seed %d: paid twice in %s", seed, events).isFalse();
                    paid = true;
                } else if (event.equals("session.reverted")) {
                    assertThat(paid).as("seed %d: reverted without being paid in %s", seed, events).isTrue();
                    paid = false;
                }
            }
            assertThat(history.session().status().isPaid()).as("seed %d: %s", seed, events).isEqualTo(paid);
        }
        everyTransferIsInOnePlace(seed);
    }

    private void everyTransferIsInOnePlace(long seed) {
        var transfer = io.cryptocheckout.jooq.chain.Tables.TRANSFER;
        int standing = bench.everything().fetchCount(transfer, transfer.CANONICAL.isTrue());
        int counted = bench.everything().fetchCount(Tables.PAYMENT, Tables.PAYMENT.COUNTS.isTrue());
        int waiting = bench.everything().fetchCount(Tables.UNMATCHED_FUNDS, Tables.UNMATCHED_FUNDS.WITHDRAWN_AT.isNull());
        assertThat(counted + waiting).as("seed %d", seed).isEqualTo(standing);
    }
}
