package io.cryptocheckout.platform.chain.scan;

import io.cryptocheckout.platform.chain.Network;
import io.cryptocheckout.platform.chain.node.Nodes;
import io.cryptocheckout.platform.chain.store.ScannerRows;
import io.cryptocheckout.platform.database.Database;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes down how the scan of a network goes, when that changed or some seconds have passed, so that every replica can show it. */
final class HealthReport {
    private static final Logger LOG = LoggerFactory.getLogger(HealthReport.class);
    private static final Duration REPEATED = Duration.ofSeconds(5);

    private final Database database;
    private final Clock clock;
    private final Network network;
    private final Nodes nodes;
    private @Nullable String last;
    private Instant lastWritten = Instant.MIN;

    HealthReport(Database database, Clock clock, Network network, Nodes nodes) {
        this.database = database;
        this.clock = clock;
        this.network = network;
        this.nodes = nodes;
    }

    /** Null says that all is well. */
    void report(@Nullable String problem) {
        Instant now = clock.instant();
        boolean changed = !Objects.equals(problem, last);
        if (changed && problem != null) {
            LOG.warn("{}", problem);
        } else if (changed) {
            LOG.info("{} is followed again", network.name());
        }
        if (changed || lastWritten.isBefore(now.minus(REPEATED)) || lastWritten.isAfter(now)) {
            String node = problem == null ? nodes.lastAnswered() : null;
            database.acrossTenants("the health of a network belongs to no store", worker -> {
                ScannerRows.report(worker, network.chainId(), problem, node, now);
                return true;
            });
            last = problem;
            lastWritten = now;
        }
    }
}
