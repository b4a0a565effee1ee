package io.cryptocheckout.platform.checkout.settlement;

import static org.assertj.core.api.Assertions.assertThat;

import io.cryptocheckout.platform.checkout.SessionStatus;
import io.cryptocheckout.platform.checkout.settlement.Settlement.ChainView;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What must hold for every course of things. Each round has its own seed, which a failure names. */
class SettlementPropertiesTest {
    private static final int ROUNDS = 1_000;

    @Test
    void anyOrderAndAnyRepetitionOfTheSameFactsGivesTheSameState() {
        for (long seed = 0; seed < ROUNDS; seed++) {
            Random random = new Random(seed);
            Course course = new Course(random);
            for (int step = 0; step < 12; step++) {
                course.advance();
            }
            Outcome plain = course.settle();
            List<Observation> observations = muddled(course.observations(), random);
            List<Decision> decisions = muddled(course.decisions(), random);
            Outcome muddled = Settlement.of(course.terms(), course.rules(), decisions,
                    new ChainView(observations, muddled(course.pending(), random), course.chains()), course.now());
            assertThat(muddled).as("seed %d", seed).isEqualTo(plain);
        }
    }

    @Test
    void howOftenAndWhenOneLooksChangesNoEndState() {
        for (long seed = 0; seed < ROUNDS; seed++) {
            List<SessionStatus> ends = new ArrayList<>();
            for (int diligence : new int[]{0, 1, 3}) {
                Course course = new Course(new Random(seed));
                Watcher watcher = new Watcher(course, seed);
                Random notices = new Random(seed * 31 + diligence);
                for (int step = 0; step < 25; step++) {
                    course.advance();
                    for (int look = notices.nextInt(diligence + 1); look > 0; look--) {
                        watcher.look();
                    }
                }
                watcher.look();
                ends.add(watcher.announced.status());
                assertThat(watcher.announced.status()).as("seed %d", seed).isEqualTo(course.settle().status());
            }
            assertThat(ends).as("seed %d", seed).containsOnly(ends.getFirst());
        }
    }

    @Test
    void aForgedPendingTransactionPaysNothing() {
        for (long seed = 0; seed < ROUNDS; seed++) {
            Course course = new Course(new Random(seed));
            for (int step = 0; step < 15; step++) {
                course.advance();
            }
            ChainView forged = new ChainView(course.observations(),
                    List.of(new PendingPayment(1, "0xforged", null, BigInteger.TEN.pow(30), course.now()),
                            new PendingPayment(10, "0xforged", null, BigInteger.TEN.pow(30), course.now())),
                    course.chains());
            Outcome honest = Settlement.of(course.terms(), course.rules(), course.decisions(),
                    new ChainView(course.observations(), List.of(), course.chains()),
                    course.now());
            Outcome outcome = Settlement.of(course.terms(), course.rules(), course.decisions(), forged, course.now());
            if (outcome.status() != SessionStatus.DETECTED) {
                assertThat(outcome.status()).as("seed %d", seed).isEqualTo(honest.status());
            }
            assertThat(outcome.amounts()).as("seed %d", seed).isEqualTo(honest.amounts());
            assertThat(outcome.payments()).as("seed %d", seed).isEqualTo(honest.payments());
        }
    }

    @Test
    void everyTransferIsInExactlyOnePlaceAndNothingIsLost() {
        for (long seed = 0; seed < ROUNDS; seed++) {
            Course course = new Course(new Random(seed));
            for (int step = 0; step < 25; step++) {
                course.advance();
            }
            Outcome outcome = course.settle();
            List<Observation> placed = new ArrayList<>(outcome.payments().stream().map(Counted::transfer).toList());
            placed.addAll(outcome.unmatched().stream().map(Unmatched::transfer).toList());
            List<Observation> standing = course.observations().stream().filter(Observation::canonical).distinct().toList();
            assertThat(placed).as("seed %d", seed).containsExactlyInAnyOrderElementsOf(standing);
        }
    }

    private static <T> List<T> muddled(List<T> facts, Random random) {
        List<T> muddled = new ArrayList<>(facts);
        for (T fact : facts) {
            if (random.nextBoolean()) {
                muddled.add(fact);
            }
        }
        Collections.shuffle(muddled, random);
        return muddled;
    }

    /** Tells the world what it sees, and checks every step it tells. */
    private static final class Watcher {
        private final Course course;
        private final long seed;
        private Announced announced = new Announced(SessionStatus.PENDING, Fraction.ZERO);
        private boolean paid;
        private int upsets;

        Watcher(Course course, long seed) {
            this.course = course;
            this.seed = seed;
        }

        void look() {
            boolean upset = course.upsets() != upsets;
            upsets = course.upsets();
            Move move;
            int steps = 0;
            do {
                move = Move.towards(course.settle(), course.terms().minorUnit(), announced);
                check(move, upset);
                announced = new Announced(move.status(), move.excess());
                steps++;
            } while (!move.last());
            assertThat(steps).as("seed %d", seed).isLessThanOrEqualTo(2);
            Move idle = Move.towards(course.settle(), course.terms().minorUnit(), announced);
            assertThat(idle.events()).as("seed %d: nothing new, nothing told", seed).isEmpty();
        }

        private void check(Move move, boolean upset) {
            if (move.status() != announced.status() && !upset) {
                assertThat(move.status()).as("seed %d: from %s", seed, announced.status()).isIn(announced.status().next());
            }
            for (String event : move.events()) {
                switch (event) {
                    case "session.paid", "session.paid_late" -> {
                        assertThat(paid).as("seed %d: told as paid twice", seed).isFalse();
                        paid = true;
                    }
                    case "session.reverted" -> {
                        assertThat(paid).as("seed %d: reverted what was not paid", seed).isTrue();
                        paid = false;
                    }
                    case "session.overpaid" -> assertThat(paid).as("seed %d: overpaid before paid", seed).isTrue();
                    default -> {
                        /* moves along the graph, checked above */ }
                }
            }
            assertThat(EnumSet.of(SessionStatus.PAID, SessionStatus.PAID_LATE).contains(move.status())).as("seed %d", seed).isEqualTo(paid);
        }
    }
}
