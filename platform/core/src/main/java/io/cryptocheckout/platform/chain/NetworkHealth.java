package io.cryptocheckout.platform.chain;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How well one network is being followed, for the health page.
 *
 * @param problem
 *            one sentence on what does not work, naming the node; null when all is well
 * @param since
 *            when the problem began
 * @param node
 *            host of the node that answered last; null when none ever did
 * @param answeredAt
 *            when a node answered last
 */
public record NetworkHealth(long chainId, String name, boolean live, long head, Duration lag, @Nullable String problem,
        @Nullable Instant since, @Nullable String node, @Nullable Instant answeredAt) {

    public boolean healthy() {
        return problem == null;
    }
}
