package io.cryptocheckout.platform.checkout.settlement;

import io.cryptocheckout.platform.checkout.settlement.Counted.Timing;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** All that is known about a session at one moment, and the questions the rules ask of it. */
record Case(Terms terms, Rules rules, List<Decision> decisions, Map<Long, ChainState> chains, Instant now) {

    /**
     * How much older than the session a transfer may look and still be a payment for it: blocks carry the time that their maker sets, and our
     * own clock may be ahead of theirs. What is older was at the address before anybody was asked to pay.
     */
    static final Duration CLOCK_SLACK = Duration.ofMinutes(10);

    static Case of(Terms terms, Rules rules, Collection<Decision> decisions, Map<Long, ChainState> chains, Instant now) {
        return new Case(terms, rules, List.copyOf(decisions), Map.copyOf(chains), now);
    }

    @Nullable
    Offer offerOf(long chainId, @Nullable String contract) {
        return terms.offers().stream().filter(o -> o.takes(chainId, contract)).findFirst().orElse(null);
    }

    /** Null where a transfer of that time does not count by itself. */
    @Nullable
    Timing timing(Instant time) {
        if (precedes(time)) {
            return null;
        }
        if (!time.isAfter(terms.expiresAt())) {
            return Timing.ON_TIME;
        }
        return time.isAfter(lastMoment()) ? null : Timing.GRACE;
    }

    /** Whether a transfer of that time came before there was a session to pay for. */
    boolean precedes(Instant time) {
        return time.isBefore(terms.createdAt().minus(CLOCK_SLACK));
    }

    /** The last moment whose transfers count. */
    Instant lastMoment() {
        return rules.lastMoment(terms.expiresAt());
    }

    Instant graceEnd() {
        return terms.expiresAt().plus(rules.grace());
    }

    /** A moment is closed once it is over and every offered network has been read past it: a node that is down expires nobody. */
    boolean closed(Instant moment) {
        return now.isAfter(moment) && unreadPast(moment).isEmpty();
    }

    /** The offered networks that may still show a transfer of that moment. */
    Set<Long> unreadPast(Instant moment) {
        return terms.chains().stream().filter(chain -> !readPast(chain, moment)).collect(Collectors.toUnmodifiableSet());
    }

    boolean readPast(long chainId, Instant moment) {
        ChainState chain = chains.get(chainId);
        return chain != null && chain.readThrough().isAfter(moment);
    }

    int confirmations(Observation transfer) {
        ChainState chain = chains.get(transfer.chainId());
        return chain == null ? 0 : (int) Math.clamp(chain.head() - transfer.blockNumber() + 1, 0, Integer.MAX_VALUE);
    }

    boolean confirmed(Observation transfer) {
        if (transfer.confirmedHere()) {
            return true;
        }
        ChainState chain = chains.get(transfer.chainId());
        Depth depth = rules.depth(transfer.chainId());
        return chain != null
                && (depth.finalized() ? transfer.blockNumber() <= chain.finalized() : confirmations(transfer) >= depth.blocks());
    }

    Fraction partOf(BigDecimal worth) {
        Fraction part = Fraction.of(worth);
        Fraction whole = Fraction.of(terms.price().amount());
        return new Fraction(part.numerator().multiply(whole.denominator()), part.denominator().multiply(whole.numerator()));
    }
}
