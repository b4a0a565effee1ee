package io.cryptocheckout.platform.checkout;

import io.cryptocheckout.platform.chain.Address;
import io.cryptocheckout.platform.chain.ChainFacts;
import io.cryptocheckout.platform.chain.ChainView;
import io.cryptocheckout.platform.checkout.DueSessions.Claimed;
import io.cryptocheckout.platform.checkout.SessionWriter.Overtaken;
import io.cryptocheckout.platform.database.Database;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One pass of the payment loop: takes what changed on the chains, claims the sessions that are due, settles each on one sight of the chains
 * and tells the result. Any number of nodes may run it at once; a session is settled by one at a time, and only on facts that are newer than
 * its last change.
 */
final class PaymentLoop {
    private static final Logger LOG = LoggerFactory.getLogger(PaymentLoop.class);
    private static final int CHANGES = 1_000;
    private static final int BATCH = 100;
    /** Transactions at once; the pool of connections serves requests, too. */
    private static final int PARALLEL = 4;
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(5);

    private final Database database;
    private final ChainFacts facts;
    private final Settling settling;
    private final StrayFunds strays;
    private final Rhythm rhythm;
    private final Map<Long, String> heads = new HashMap<>();

    /** What sets the loop's pace. */
    record Rhythm(LoopSignal signal, Clock clock) {}

    PaymentLoop(Database database, ChainFacts facts, Settling settling, StrayFunds strays, Rhythm rhythm) {
        this.database = database;
        this.facts = facts;
        this.settling = settling;
        this.strays = strays;
        this.rhythm = rhythm;
    }

    /** Does what is due now; true where there was something, so that another pass should follow at once. */
    boolean pass() throws InterruptedException {
        Set<Long> moved = rhythm.signal().takeMoved();
        List<Claimed> claimed = database.acrossTenants("whose turn it is, is asked across stores", worker -> {
            Instant now = rhythm.clock().instant();
            List<Address> changed = facts.takeChanges(worker, CHANGES);
            moved.addAll(newHeads(facts.views(worker)));
            DueSessions.wake(worker, changed, moved, now);
            return DueSessions.claim(worker, BATCH, now);
        });
        boolean straysCame = strays.pass();
        if (!claimed.isEmpty()) {
            ChainSight sight = ChainSight.of(database, facts, claimed.stream().map(Claimed::address).toList());
            settleAll(claimed, sight);
        }
        return straysCame || !claimed.isEmpty();
    }

    /** Hints of new heads may be lost, or be given on another node; the views tell, too. */
    private Set<Long> newHeads(Map<Long, ChainView> views) {
        Set<Long> moved = new java.util.HashSet<>();
        views.forEach((chain, view) -> {
            String head = view.headHash() + "/" + view.finalized();
            if (!head.equals(heads.put(chain, head))) {
                moved.add(chain);
            }
        });
        return moved;
    }

    private void settleAll(List<Claimed> claimed, ChainSight sight) throws InterruptedException {
        if (claimed.size() == 1) {
            settle(claimed.getFirst(), sight);
            return;
        }
        try (ExecutorService hands = Executors.newFixedThreadPool(Math.min(PARALLEL, claimed.size()), Thread.ofVirtual().factory())) {
            List<Callable<Boolean>> work = claimed.stream().<Callable<Boolean>>map(session -> () -> {
                settle(session, sight);
                return true;
            }).toList();
            for (Future<Boolean> done : hands.invokeAll(work)) {
                done.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("a session could not even be given back", e.getCause());
        }
    }

    /** Settles one session; one that fails is looked at again later and holds back no other. */
    void settle(Claimed claimed, ChainSight sight) {
        try {
            database.in(claimed.scope(), tx -> {
                CheckoutSession session = CheckoutSessions.lock(tx, claimed.id());
                if (session == null) {
                    throw new IllegalStateException("the session " + claimed.id() + " was claimed and is not there");
                }
                SessionHistory history = CheckoutSessions.history(tx, session.seenAs(claimed.seen()));
                var judged = settling.judge(history, sight, CheckoutSessions.decisions(tx, claimed.id()));
                return settling.apply(tx, history, judged, null);
            });
        } catch (Overtaken newerFacts) {
            release(claimed, rhythm.clock().instant());
        } catch (RuntimeException e) {
            LOG.error("The session {} could not be settled; it is tried again in {}", claimed.id(), PAUSE_AFTER_FAILURE, e);
            release(claimed, rhythm.clock().instant().plus(PAUSE_AFTER_FAILURE));
        }
    }

    private void release(Claimed claimed, Instant dueAt) {
        database.acrossTenants("a claim is given back", worker -> {
            DueSessions.release(worker, claimed.id(), dueAt);
            return true;
        });
    }
}
