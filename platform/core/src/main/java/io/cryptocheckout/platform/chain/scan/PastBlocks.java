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
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Reads blocks again that were scanned before, for addresses that were not watched then (a restored wallet). Transactions
 * found now take the place of what only a balance had shown.
 */
final class PastBlocks {
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
     * Both numbers included; they must have been scanned.
     *
     * @throws io.cryptocheckout.platform.chain.NodesUnavailable
     *             when no node could be believed; what was read before that stays written
     */
    void readAgain(long from, long to) {
        for (long first = Math.max(1, from); first <= to;) {
            Position at = position();
            if (to > at.number()) {
                throw new IllegalArgumentException("block " + to + " was not scanned yet");
            }
            long start = first;
            long end = Math.min(to, first + atOnce - 1);
            Findings findings = nodes.ask(node -> read(node, start, end));
            // When the scanner was faster, the same blocks are read once more: they may have left the chain meanwhile.
            if (writer.write(new Step(at, at.number(), List.of(), findings))) {
                first = end + 1;
            }
        }
        around.heads().moved(network.chainId());
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
        if (at == null) {
            throw new IllegalArgumentException(network.name() + " was never scanned");
        }
        return at;
    }
}
