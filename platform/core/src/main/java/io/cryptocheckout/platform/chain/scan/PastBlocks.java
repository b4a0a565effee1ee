package io.cryptocheckout.platform.chain.scan;

import io.cryptocheckout.platform.chain.CheckoutChainProperties.NetworkProperties;
import io.cryptocheckout.platform.chain.Hash;
import io.cryptocheckout.platform.chain.Network;
import io.cryptocheckout.platform.chain.node.Block;
import io.cryptocheckout.platform.chain.node.Block.Header;
import io.cryptocheckout.platform.chain.node.BlockReader;
import io.cryptocheckout.platform.chain.node.Node;
import io.cryptocheckout.platform.chain.node.NodeFailure;
import io.cryptocheckout.platform.chain.node.NodeFailure.Kind;
import io.cryptocheckout.platform.chain.node.Nodes;
import io.cryptocheckout.platform.chain.scan.FactWriter.Step;
import io.cryptocheckout.platform.chain.scan.NetworkScanner.Surroundings;
import io.cryptocheckout.platform.chain.store.Blocks;
import io.cryptocheckout.platform.chain.store.Cursors;
import io.cryptocheckout.platform.chain.store.Cursors.Position;
import io.cryptocheckout.platform.chain.store.LookBacks;
import io.cryptocheckout.platform.chain.store.LookBacks.State;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * Reads blocks again that were scanned before, for addresses that were not watched then (a restored wallet). What is left to read is a row,
 * and it moves in the transaction that writes what was found: a crash in the middle goes on there. Transactions found now take the place of
 * what only a balance had shown.
 */
final class PastBlocks {
    /** How much older than our own clock says a block may look: blocks carry the time that their maker sets. */
    private static final Duration CLOCK_SLACK = Duration.ofMinutes(10);
    private static final long FIRST_STRIDE = 64;

    private final Network network;
    private final int atOnce;
    private final Nodes nodes;
    private final Surroundings around;
    private final FactWriter writer;
    private final Agreement agreement;

    PastBlocks(Network network, NetworkProperties properties, Nodes nodes, Surroundings around) {
        this.network = network;
        this.atOnce = properties.follow().batchBlocks();
        this.nodes = nodes;
        this.around = around;
        this.writer = new FactWriter(around.database(), around.clock(), properties.follow().keepBlocks());
        this.agreement = new Agreement(network, properties, nodes);
    }

    /**
     * Reads the next blocks that are asked for.
     *
     * @return whether there are more
     * @throws io.cryptocheckout.platform.chain.NodesUnavailable
     *             when no node could be believed; what was read before that stays written
     */
    boolean step() {
        State left = around.database().acrossTenants("chain facts belong to no store",
                worker -> LookBacks.find(worker, network.chainId()));
        if (left == null) {
            return false;
        }
        Position at = position();
        Long next = left.next();
        Long last = left.last();
        if (next != null && last != null) {
            read(at, next, last);
        } else {
            begin(at, Objects.requireNonNull(left.wantedSince(), "what does not run is asked for"));
        }
        return true;
    }

    private void read(Position at, long next, long last) {
        long end = Math.min(last, next + atOnce - 1);
        Findings findings = nodes.ask(node -> read(node, next, end));
        // When the scanner was faster, the same blocks are read once more: they may have left the chain meanwhile.
        boolean written = writer.write(new Step(at, at.number(), List.of(), findings),
                worker -> LookBacks.advance(worker, network.chainId(), next, end + 1));
        if (written && !findings.transfers().isEmpty()) {
            around.heads().moved(network.chainId());
        }
    }

    /**
     * The reading ends where the scan stands. That counts the scan's revision up, so that a step which another replica began before the
     * addresses were watched is not written behind it.
     */
    private void begin(Position at, Instant since) {
        long first = nodes.ask(node -> lastBefore(node, at.number(), since.minus(CLOCK_SLACK)));
        around.database().acrossTenants("chain facts belong to no store", worker -> Cursors.move(worker, at, around.clock().instant())
                && LookBacks.begin(worker, network.chainId(), since, Math.max(1, first), Math.max(1, at.number())));
    }

    /** The highest block that is not younger than a moment; nodes that forget old blocks are not asked for older ones than needed. */
    private static long lastBefore(Node node, long scanned, Instant moment) {
        long low = scanned;
        long high = scanned;
        for (long stride = FIRST_STRIDE; low > 0 && time(node, low).isAfter(moment); stride *= 4) {
            high = low;
            low = Math.max(0, scanned - stride);
        }
        while (high - low > 1) {
            long middle = low + (high - low) / 2;
            if (time(node, middle).isAfter(moment)) {
                high = middle;
            } else {
                low = middle;
            }
        }
        return low;
    }

    private static Instant time(Node node, long number) {
        return BlockReader.headers(node, List.of(number)).getFirst().time();
    }

    private Findings read(Node node, long from, long to) {
        Header base = BlockReader.headers(node, List.of(from - 1)).getFirst();
        List<Block> blocks = NetworkScanner.linked(node, base, BlockReader.blocks(node, from, to));
        Map<Long, Hash> ours = around.database()
                .acrossTenants("chain facts belong to no store",
                        worker -> Blocks.between(worker, network.chainId(), from, to))
                .stream().collect(Collectors.toMap(Header::number, Header::hash));
        for (Block block : blocks) {
            Header header = block.header();
            if (!ours.getOrDefault(header.number(), header.hash()).equals(header.hash())) {
                throw new NodeFailure(Kind.INCONSISTENT,
                        node.name() + " has another block " + header.number() + " than the scanned one");
            }
        }
        AddressTable watched = around.watched().current();
        Findings findings = BlockFindings.of(network.chainId(), node, blocks, watched);
        agreement.onPayments(node, findings, watched);
        return findings;
    }

    private Position position() {
        Position at = around.database().acrossTenants("chain facts belong to no store",
                worker -> Cursors.find(worker, network.chainId()));
        return Objects.requireNonNull(at, "only a network that was scanned is asked to look back");
    }
}
