package io.cryptocheckout.platform.chain.node;

import io.cryptocheckout.platform.chain.Network;
import io.cryptocheckout.platform.chain.NodesUnavailable;
import io.cryptocheckout.platform.chain.CheckoutChainProperties.FollowProperties;
import io.cryptocheckout.platform.chain.node.NodeFailure.Kind;
import java.math.BigInteger;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The nodes of one network in their order of preference. A piece of work runs on one node from begin to end, so that its
 * answers belong together; when the node fails, the whole work moves to the next one.
 */
public final class Nodes {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);

    private final Network network;
    private final List<Standing> standings;
    private volatile @Nullable String lastAnswered;

    public Nodes(Network network, FollowProperties follow, HttpClient http) {
        this.network = network;
        this.standings = network.nodeUrls().stream()
                .map(url -> new Standing(new Node(url, follow, http)))
                .toList();
    }

    /**
     * Runs the work on the first node that can do it.
     *
     * @throws NodesUnavailable
     *             when none could; the message says of each why
     */
    public <T> T ask(Function<Node, T> work) {
        List<String> failures = new ArrayList<>();
        for (Standing standing : standings) {
            if (standing.pausing()) {
                failures.add(standing.lastFailure);
                continue;
            }
            try {
                standing.assertChain(network);
                T result = work.apply(standing.node);
                standing.answered();
                lastAnswered = standing.node.name();
                return result;
            } catch (NodeFailure failure) {
                standing.failed(failure);
                failures.add(standing.lastFailure);
            }
        }
        throw new NodesUnavailable(network.name() + ": " + String.join("; ", failures));
    }

    /** Whether any node but the named one says yes; one that cannot be asked says nothing. */
    public boolean another(String than, Predicate<Node> agrees) {
        for (Standing standing : standings) {
            if (!standing.node.name().equals(than) && !standing.pausing()) {
                try {
                    standing.assertChain(network);
                    if (agrees.test(standing.node)) {
                        return true;
                    }
                } catch (NodeFailure failure) {
                    standing.failed(failure);
                }
            }
        }
        return false;
    }

    /** Host of the node that answered last; null when none did yet. */
    public @Nullable String lastAnswered() {
        return lastAnswered;
    }

    public int count() {
        return standings.size();
    }

    /** What is known of one node: its chain, and until when it is left alone. */
    private static final class Standing {
        private final Node node;
        private volatile boolean chainChecked;
        private volatile int failures;
        private volatile long pauseEnds = System.nanoTime();
        private volatile String lastFailure = "";

        Standing(Node node) {
            this.node = node;
        }

        boolean pausing() {
            return failures > 0 && System.nanoTime() - pauseEnds < 0;
        }

        /** Asked again after every failure: behind the same URL another machine may answer now. */
        void assertChain(Network network) {
            if (!chainChecked) {
                BigInteger chainId = Quantities.integer(node.call(String.class, "eth_chainId"));
                if (!chainId.equals(BigInteger.valueOf(network.chainId()))) {
                    throw new NodeFailure(Kind.WRONG_CHAIN, node.name() + " follows chain " + chainId + ", not "
                            + network.chainId() + " as configured");
                }
                chainChecked = true;
            }
        }

        void answered() {
            failures = 0;
        }

        void failed(NodeFailure failure) {
            chainChecked = false;
            String message = String.valueOf(failure.getMessage());
            lastFailure = message.contains(node.name()) ? message : node.name() + ": " + message;
            long pause = Math.min(LONGEST_PAUSE.toMillis(), FIRST_PAUSE.toMillis() << Math.min(failures, 10));
            pauseEnds = System.nanoTime()
                    + TimeUnit.MILLISECONDS.toNanos(Math.max(pause, failure.retryAfter().toMillis()));
            failures++;
        }
    }
}
