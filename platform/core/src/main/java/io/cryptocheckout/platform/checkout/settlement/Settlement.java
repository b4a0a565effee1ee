package io.cryptocheckout.platform.checkout.settlement;

import io.cryptocheckout.platform.checkout.SessionException;
import io.cryptocheckout.platform.checkout.SessionStatus;
import io.cryptocheckout.platform.checkout.settlement.Counted.Timing;
import io.cryptocheckout.platform.checkout.settlement.Outcome.Amounts;
import io.cryptocheckout.platform.checkout.settlement.Outcome.Confirmations;
import io.cryptocheckout.platform.checkout.settlement.Outcome.Timer;
import io.cryptocheckout.platform.checkout.settlement.Unmatched.Reason;
import io.cryptocheckout.platform.money.Rounding;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Decides the state of a checkout session from facts alone; nothing else decides one. The same facts in any order, told any number of
 * times, give the same state.
 */
public final class Settlement {
    /** How soon to look again where a moment is over and a network has not been read past it. */
    private static final Duration SHORTEST_PATIENCE = Duration.ofSeconds(2);
    private static final Duration LONGEST_PATIENCE = Duration.ofMinutes(1);

    private final Case facts;
    private final Arrivals arrivals;
    private final Sorted sorted;
    private final Collection<PendingPayment> pending;

    private Settlement(Case facts, Arrivals arrivals, Collection<PendingPayment> pending) {
        this.facts = facts;
        this.arrivals = arrivals;
        this.sorted = Sorted.of(arrivals, facts);
        this.pending = Set.copyOf(pending);
    }

    /** What is known of the chains: the transfers seen, the transactions no block holds yet, and how far each network has been read. */
    public record ChainView(Collection<Observation> observations, Collection<PendingPayment> pending, Map<Long, ChainState> chains) {}

    /**
     * @param terms
     *            what the session asks for
     * @param rules
     *            the store's rules as copied onto the session
     * @param decisions
     *            what the merchant decided
     * @param now
     *            the present
     */
    public static Outcome of(Terms terms, Rules rules, Collection<Decision> decisions, ChainView chain, Instant now) {
        Case facts = Case.of(terms, rules, decisions, chain.chains(), now);
        return new Settlement(facts, Arrivals.of(chain.observations()), chain.pending()).outcome();
    }

    private Outcome outcome() {
        SessionStatus status = status();
        Fraction received = sorted.received();
        Fraction confirmed = sorted.confirmed(Timing.values());
        return new Outcome(status, exceptions(status), amounts(status), confirmations(), sorted.counted(), sorted.unmatched(), received,
                isTooMuch(confirmed) ? confirmed.minus(Fraction.ONE) : Fraction.ZERO, status == SessionStatus.PAID && resolved(),
                timer(RateLock.of(facts.terms(), facts.rules(), status, received)));
    }

    /** The first line that holds. */
    private SessionStatus status() {
        if (sorted.canceled()) {
            return SessionStatus.CANCELED;
        }
        if (isEnough(sorted.confirmed(Timing.ON_TIME)) || resolved()) {
            return SessionStatus.PAID;
        }
        // "Only together with grace transfers" is known once no network can still show one that was on time.
        if (isEnough(sorted.confirmed(Timing.values())) && facts.closed(facts.terms().expiresAt())) {
            return SessionStatus.PAID_LATE;
        }
        if (isEnough(sorted.received().plus(inFlight()))) {
            return SessionStatus.DETECTED;
        }
        if (sorted.received().signum() > 0) {
            return SessionStatus.UNDERPAID;
        }
        if (facts.closed(facts.terms().expiresAt())) {
            return sorted.vanished() ? SessionStatus.FAILED : SessionStatus.EXPIRED;
        }
        return SessionStatus.PENDING;
    }

    private boolean isEnough(Fraction part) {
        return part.isAtLeast(facts.rules().enough());
    }

    private boolean isTooMuch(Fraction part) {
        Fraction excess = part.minus(Fraction.ONE);
        return excess.isMoreThan(facts.rules().tolerance()) && excess.isMoreThan(facts.terms().minorUnit());
    }

    /** Whether a decision to accept what had arrived still stands on transfers that are all on the chain. */
    private boolean resolved() {
        return facts.decisions().stream().anyMatch(decision -> decision instanceof Decision.Resolve(Set<String> accepted)
                && !accepted.isEmpty() && arrivals.standing().keySet().containsAll(accepted));
    }

    private Fraction inFlight() {
        return counting().stream().map(p -> new Fraction(p.amount(), offerOf(p).priceAt(p.seenAt()))).reduce(Fraction.ZERO, Fraction::plus);
    }

    /** What nodes show and no block holds yet, as long as a block could still make it count. */
    private List<PendingPayment> counting() {
        Set<String> mined = arrivals.transactions();
        return pending.stream()
                .filter(p -> facts.offerOf(p.chainId(), p.contract()) != null && !mined.contains(p.txHash())
                        && !facts.readPast(p.chainId(), facts.lastMoment()))
                .sorted(Comparator.comparing(PendingPayment::chainId).thenComparing(PendingPayment::txHash)).toList();
    }

    private Offer offerOf(PendingPayment payment) {
        return Objects.requireNonNull(facts.offerOf(payment.chainId(), payment.contract()), "only what is offered counts");
    }

    private Set<SessionException> exceptions(SessionStatus status) {
        EnumSet<SessionException> found = EnumSet.noneOf(SessionException.class);
        Fraction received = sorted.received();
        if (received.signum() > 0 && !isEnough(received) && status != SessionStatus.DETECTED) {
            found.add(SessionException.UNDERPAID);
        }
        if (isTooMuch(received)) {
            found.add(SessionException.OVERPAID);
        }
        if (sorted.late()) {
            found.add(SessionException.LATE);
        }
        if (sorted.vanished()) {
            found.add(SessionException.REVERTED);
        }
        for (Unmatched left : sorted.unmatched()) {
            switch (left.reason()) {
                case WRONG_ASSET -> found.add(SessionException.WRONG_ASSET);
                case WRONG_NETWORK -> found.add(SessionException.WRONG_NETWORK);
                default -> {
                    /* Named by the inbox row alone. */ }
            }
        }
        return found;
    }

    private List<Amounts> amounts(SessionStatus status) {
        Fraction missing = status.isPaid() || isEnough(sorted.received()) ? Fraction.ZERO : Fraction.ONE.minus(sorted.received());
        return facts.terms().offers().stream().map(offer -> {
            BigInteger received = sorted.counted().stream().map(Counted::transfer).filter(t -> offer.takes(t.chainId(), t.contract()))
                    .map(Observation::amount).reduce(BigInteger.ZERO, BigInteger::add);
            BigInteger due = missing.times(offer.price()).roundedUp();
            return new Amounts(received, Rounding.shownUp(due, offer.decimals()));
        }).toList();
    }

    /** Of the transfers that the payment needs: once enough is confirmed those, before that all, one that no block holds included. */
    private Confirmations confirmations() {
        boolean settled = isEnough(sorted.confirmed(Timing.values()));
        if (!isEnough(sorted.received()) && isEnough(sorted.received().plus(inFlight()))) {
            return new Confirmations(0, facts.rules().depth(counting().getFirst().chainId()));
        }
        return sorted.counted().stream().filter(c -> c.timing() != Timing.APPLIED && (!settled || c.confirmed()))
                .min(Comparator.comparing(Counted::confirmed).thenComparing(Counted::confirmations).thenComparing(Counted::key))
                .map(c -> new Confirmations(c.confirmations(), facts.rules().depth(c.transfer().chainId())))
                .orElseGet(() -> new Confirmations(0, facts.rules().depth(facts.terms().offers().getFirst().chainId())));
    }

    private Timer timer(RateLock lock) {
        Set<Long> awaited = new HashSet<>();
        sorted.counted().stream().filter(c -> !c.confirmed()).forEach(c -> awaited.add(c.transfer().chainId()));
        List<Instant> looks = new ArrayList<>();
        for (Instant moment : List.of(facts.terms().expiresAt(), facts.graceEnd())) {
            if (facts.now().isAfter(moment)) {
                Set<Long> behind = facts.unreadPast(moment);
                awaited.addAll(behind);
                looks.addAll(behind.isEmpty() ? List.of() : List.of(facts.now().plus(patience(moment))));
            } else {
                looks.add(moment.plusMillis(1));
            }
        }
        boolean requote = lock.isOver(facts.now());
        if (lock.ends() != null && (requote || facts.now().isBefore(lock.ends()))) {
            looks.add(requote ? facts.now().plus(patience(lock.ends())) : lock.ends());
        }
        boolean open = !facts.closed(facts.graceEnd());
        return new Timer(looks.stream().min(Comparator.naturalOrder()).orElse(null), Set.copyOf(awaited), requote, open);
    }

    /**
     * The longer a network is behind, the less often it is worth a look; its next block asks for one anyway. The same goes for a price that
     * cannot be had.
     */
    private Duration patience(Instant moment) {
        Duration quarter = Duration.between(moment, facts.now()).dividedBy(4);
        return quarter.compareTo(SHORTEST_PATIENCE) < 0
                ? SHORTEST_PATIENCE
                : quarter.compareTo(LONGEST_PATIENCE) > 0 ? LONGEST_PATIENCE : quarter;
    }

    /** Everything that stands on the chain at an address that belongs to no session. */
    public static List<Unmatched> unclaimed(Collection<Observation> observations) {
        return Arrivals.of(observations).standing().entrySet().stream()
                .map(entry -> new Unmatched(entry.getKey(), entry.getValue(), Reason.NO_SESSION)).toList();
    }
}
