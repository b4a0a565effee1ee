package io.cryptocheckout.platform.pricing;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Decides from what the sources said whether there is a price: at least two independent ones, at most 60 s old, within
 * 1 % of their median. Pure: it asks nobody and knows no clock.
 */
final class MedianRule {

    static final Duration MAX_AGE = Duration.ofSeconds(60);
    static final int MIN_SOURCES = 2;
    static final BigDecimal MAX_DEVIATION = new BigDecimal("0.01");

    sealed interface Verdict permits Agreed, Unavailable {}

    /**
     * The sources agree.
     *
     * @param at
     *            the time of the oldest price used
     * @param market
     *            the value without a store's own sources
     */
    record Agreed(BigDecimal value, List<String> sources, Instant at, BigDecimal market) implements Verdict {}

    /** There is no price, and the reason in words. */
    record Unavailable(String reason) implements Verdict {}

    private MedianRule() {}

    /** All sightings must be of one asset in one currency. Of one source only the newest counts. */
    static Verdict of(List<Sighting> sightings, Instant now) {
        List<Sighting> fresh = freshOnePerSource(sightings, now);
        if (fresh.size() < MIN_SOURCES) {
            return new Unavailable(
                    "%d of at least %d sources gave a price in the last %d s".formatted(fresh.size(), MIN_SOURCES,
                            MAX_AGE.toSeconds()));
        }
        BigDecimal median = median(fresh);
        List<Sighting> agreeing = fresh.stream()
                .filter(s -> isWithinGuards(s.value(), median)).toList();
        if (agreeing.size() < MIN_SOURCES) {
            return new Unavailable("the sources differ by more than 1 % from their median");
        }
        Instant oldest = agreeing.stream().map(Sighting::at).min(Comparator.naturalOrder()).orElseThrow();
        BigDecimal value = median(agreeing);
        return new Agreed(value, agreeing.stream().map(Sighting::source).sorted().toList(), oldest, value);
    }

    /**
     * The same for one store with sources of its own, which are plugins: they count where the market does not contradict itself and is among
     * those that agree, and what comes of it is no further from what the market says alone than one source may be from the others. Otherwise
     * they are left out: whatever they say, there is a price where there is one without them, and of sources that differ they choose none.
     */
    static Verdict of(List<Sighting> market, List<Sighting> own, Instant now) {
        Verdict alone = of(market, now);
        Verdict joined = own.isEmpty() ? alone : of(Stream.concat(market.stream(), own.stream()).toList(), now);
        if (!(joined instanceof Agreed agreed)) {
            return alone;
        }
        List<Sighting> fresh = freshOnePerSource(market, now);
        boolean undecided = alone instanceof Unavailable && fresh.size() != 1;
        if (undecided || fresh.stream().noneMatch(each -> agreed.sources().contains(each.source()))) {
            return alone;
        }
        BigDecimal from = alone instanceof Agreed without ? without.value() : fresh.getFirst().value();
        return isWithinGuards(agreed.value(), from) ? new Agreed(agreed.value(), agreed.sources(), agreed.at(), from) : alone;
    }

    /** Whether a value is no further from another than one source may be from the others. */
    static boolean isWithinGuards(BigDecimal value, BigDecimal from) {
        return value.subtract(from).abs().compareTo(from.multiply(MAX_DEVIATION)) <= 0;
    }

    private static List<Sighting> freshOnePerSource(List<Sighting> sightings, Instant now) {
        Map<String, Sighting> newest = new TreeMap<>();
        for (Sighting s : sightings) {
            boolean fresh = !s.at().isBefore(now.minus(MAX_AGE));
            if (fresh && s.value().signum() > 0) {
                newest.merge(s.source(), s, (a, b) -> a.at().isBefore(b.at()) ? b : a);
            }
        }
        return new ArrayList<>(newest.values());
    }

    /** Of an even number it is the mean of the two in the middle, exact: half of a decimal is a decimal. */
    private static BigDecimal median(List<Sighting> sightings) {
        List<BigDecimal> values = sightings.stream().map(Sighting::value).sorted().toList();
        int middle = values.size() / 2;
        if (values.size() % 2 == 1) {
            return values.get(middle);
        }
        BigDecimal sum = values.get(middle - 1).add(values.get(middle));
        return sum.divide(BigDecimal.TWO, sum.scale() + 1, RoundingMode.UNNECESSARY).stripTrailingZeros();
    }
}
