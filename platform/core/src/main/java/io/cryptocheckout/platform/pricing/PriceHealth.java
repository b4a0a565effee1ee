package io.cryptocheckout.platform.pricing;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the price sources are doing.
 *
 * @param quotable
 *            assets that have a price in US dollars right now
 * @param unquotable
 *            assets that have none, each with the reason after a colon
 * @param sources
 *            every source with its last success and last trouble
 */
public record PriceHealth(List<String> quotable, List<String> unquotable, List<SourceState> sources) {

    /** True when every configured asset has a price. */
    public boolean up() {
        return unquotable.isEmpty();
    }

    /**
     * One source.
     *
     * @param lastAnswerAt
     *            null while it has never answered
     * @param trouble
     *            why the last question failed; null when it was answered
     */
    public record SourceState(String name, @Nullable Instant lastAnswerAt, @Nullable String trouble) {}
}
