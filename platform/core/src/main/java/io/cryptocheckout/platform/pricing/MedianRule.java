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

/**
 * Decides from what the sources said whether there is a price: at least two independent ones, at most 60 s old, within
 * 1 % of their median. Pure: it asks nobody and knows no clock.
 */
final class MedianRule {

    static final Duration MAX_AGE = Duration.ofSeconds(60);
    static final int MIN_SOURCES = 2;
    static final BigDecimal MAX_DEVIATION = new BigDecimal("0.01");

    sealed interface Verdict permits Agreed, Unavailable {}

    /** The sources agree. {@code at} is the time of the oldest price used. */
    record Agreed(BigDecimal value, List<String> sources, Instant at) implements Verdict {}

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
        BigDecimal allowed = median.multiply(MAX_DEVIATION);
        List<Sighting> agreeing = fresh.stream()
                .filter(s -> s.value().subtract(median).abs().compareTo(allowed) <= 0).toList();
        if (agreeing.size() < MIN_SOURCES) {
            return new Unavailable("the sources differ by more than 1 % from their median");
        }
        Instant oldest = agreeing.stream().map(Sighting::at).min(Comparator.naturalOrder()).orElseThrow();
        return new Agreed(median(agreeing), agreeing.stream().map(Sighting::source).sorted().toList(), oldest);
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
