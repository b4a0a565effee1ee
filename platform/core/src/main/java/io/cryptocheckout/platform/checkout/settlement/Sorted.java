package io.cryptocheckout.platform.checkout.settlement;

import io.cryptocheckout.platform.checkout.settlement.Counted.Timing;
import io.cryptocheckout.platform.checkout.settlement.Unmatched.Reason;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Every transfer in its place: counted towards the price, or left to the funds inbox with the reason.
 *
 * @param canceled
 *            whether a cancellation holds: nothing that counts has a time before it
 * @param vanished
 *            whether something that would have counted left the chain
 * @param late
 *            whether a transfer of an offered asset came after the expiry
 */
record Sorted(List<Counted> counted, List<Unmatched> unmatched, boolean canceled, boolean vanished, boolean late) {

    static Sorted of(Arrivals arrivals, Case facts) {
        return new Sorting(facts).sort(arrivals);
    }

    Fraction received() {
        return sum(counted);
    }

    Fraction confirmed(Timing... timings) {
        Set<Timing> wanted = Set.of(timings);
        return sum(counted.stream().filter(c -> c.confirmed() && wanted.contains(c.timing())).toList());
    }

    static Fraction sum(Collection<Counted> transfers) {
        return transfers.stream().map(Counted::part).reduce(Fraction.ZERO, Fraction::plus);
    }

    /** The work behind {@link Sorted#of}: it lives for one call. */
    private static final class Sorting {
        private final Case facts;
        private final Map<String, BigDecimal> applied = new HashMap<>();
        private final List<Counted> candidates = new ArrayList<>();
        private final List<Unmatched> unmatched = new ArrayList<>();
        private boolean late;

        Sorting(Case facts) {
            this.facts = facts;
            facts.decisions().forEach(decision -> {
                if (decision instanceof Decision.Apply(String transfer, BigDecimal worth)) {
                    applied.put(transfer, worth);
                }
            });
        }

        Sorted sort(Arrivals arrivals) {
            arrivals.standing().forEach(this::place);
            Instant canceledAt = cancellation();
            List<Counted> counted = canceledAt == null
                    ? counting(candidates)
                    : candidates.stream().filter(c -> c.timing() == Timing.APPLIED).toList();
            Set<Counted> kept = new HashSet<>(counted);
            candidates.stream().filter(c -> !kept.contains(c))
                    .forEach(c -> unmatched.add(new Unmatched(c.key(), c.transfer(), reason(c, canceledAt))));
            boolean vanished = arrivals.vanished().stream().anyMatch(this::wouldHaveCounted);
            return new Sorted(List.copyOf(counted), List.copyOf(unmatched), canceledAt != null && counted.isEmpty(), vanished, late);
        }

        private void place(String key, Observation transfer) {
            BigDecimal worth = applied.get(key);
            Offer offer = facts.offerOf(transfer.chainId(), transfer.contract());
            Timing timing = facts.timing(transfer.time());
            late |= offer != null && transfer.time().isAfter(facts.terms().expiresAt());
            if (worth != null) {
                candidates.add(new Counted(key, transfer, Timing.APPLIED, facts.partOf(worth), facts.confirmations(transfer), true));
            } else if (offer == null) {
                boolean known = facts.terms().chains().contains(transfer.chainId());
                unmatched.add(new Unmatched(key, transfer, known ? Reason.WRONG_ASSET : Reason.WRONG_NETWORK));
            } else if (timing == null) {
                unmatched.add(new Unmatched(key, transfer, facts.precedes(transfer.time()) ? Reason.NO_SESSION : Reason.LATE));
            } else {
                Fraction part = new Fraction(transfer.amount(), offer.priceAt(transfer.time()));
                candidates.add(new Counted(key, transfer, timing, part, facts.confirmations(transfer), facts.confirmed(transfer)));
            }
        }

        /** When the session was cancelled; null where it was not, or where something that counts came before. */
        private @Nullable Instant cancellation() {
            Instant at = facts.decisions().stream().filter(Decision.Cancel.class::isInstance).map(d -> ((Decision.Cancel) d).at())
                    .min(Instant::compareTo).orElse(null);
            if (at == null || !counting(candidates.stream().filter(c -> c.transfer().time().isBefore(at)).toList()).isEmpty()) {
                return null;
            }
            return at;
        }

        /**
         * Leaves out dust: what is worth less than one minor unit of the currency counts only where the price is reached with it, so
         * that a crumb from a stranger neither marks a session as underpaid nor keeps a customer from completing his payment.
         */
        private List<Counted> counting(List<Counted> transfers) {
            return sum(transfers).isAtLeast(facts.rules().enough()) ? transfers : transfers.stream().filter(this::isMoreThanDust).toList();
        }

        private boolean isMoreThanDust(Counted transfer) {
            return transfer.timing() == Timing.APPLIED || transfer.part().isAtLeast(facts.terms().minorUnit());
        }

        private Reason reason(Counted left, @Nullable Instant canceledAt) {
            boolean afterCancel = canceledAt != null && !left.transfer().time().isBefore(canceledAt);
            return afterCancel ? Reason.CANCELED : Reason.DUST;
        }

        private boolean wouldHaveCounted(Observation gone) {
            Offer offer = facts.offerOf(gone.chainId(), gone.contract());
            return offer != null && facts.timing(gone.time()) != null
                    && new Fraction(gone.amount(), offer.priceAt(gone.time())).isAtLeast(facts.terms().minorUnit());
        }
    }
}
