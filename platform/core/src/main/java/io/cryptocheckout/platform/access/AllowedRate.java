package io.cryptocheckout.platform.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import java.time.Duration;

/**
 * How often somebody may do something: a token bucket per name, in the memory of this node. A bucket that is full again
 * is forgotten, and at most 100,000 are remembered.
 */
public final class AllowedRate {
    private static final int REMEMBERED = 100_000;

    private final long burst;
    private final Duration refill;
    private final Cache<String, Bucket> buckets;

    /**
     * @param burst
     *            how often at once
     * @param refill
     *            in what time an empty bucket is full again
     */
    public AllowedRate(long burst, Duration refill) {
        this.burst = burst;
        this.refill = refill;
        this.buckets = Caffeine.newBuilder().maximumSize(REMEMBERED).expireAfterAccess(refill).build();
    }

    /** What one attempt found: whether it is allowed, what is left, and when to come back or be full again. */
    public record Verdict(boolean allowed, long limit, long left, Duration untilNext, Duration untilFull) {

        /** For the header {@code Retry-After} (RFC 9110, section 10.2.3): whole seconds, at least one. */
        public long retryAfterSeconds() {
            return Math.max(1, secondsUp(untilNext));
        }

        /** Until nothing is held against the name any more, in whole seconds. */
        public long resetSeconds() {
            return secondsUp(untilFull);
        }

        private static long secondsUp(Duration duration) {
            return duration.plusNanos(999_999_999).toSeconds();
        }
    }

    /** Takes one token where there is one. */
    public Verdict take(String name) {
        ConsumptionProbe probe = bucket(name).tryConsumeAndReturnRemaining(1);
        return new Verdict(probe.isConsumed(), burst, probe.getRemainingTokens(),
                Duration.ofNanos(probe.getNanosToWaitForRefill()), Duration.ofNanos(probe.getNanosToWaitForReset()));
    }

    /** Gives a token back, for an attempt that turned out well. */
    public void giveBack(String name) {
        bucket(name).addTokens(1);
    }

    private Bucket bucket(String name) {
        return buckets.get(name, key -> Bucket.builder()
                .addLimit(Bandwidth.builder().capacity(burst).refillGreedy(burst, refill).build()).build());
    }
}
