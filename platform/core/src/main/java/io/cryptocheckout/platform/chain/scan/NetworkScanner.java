package io.cryptocheckout.platform.chain.scan;

import io.cryptocheckout.platform.chain.Address;
import io.cryptocheckout.platform.chain.CheckoutChainProperties.FollowProperties;
import io.cryptocheckout.platform.chain.CheckoutChainProperties.NetworkProperties;
import io.cryptocheckout.platform.chain.Heads;
import io.cryptocheckout.platform.chain.Network;
import io.cryptocheckout.platform.chain.OpenAddresses;
import io.cryptocheckout.platform.chain.node.Block;
import io.cryptocheckout.platform.chain.node.Block.Header;
import io.cryptocheckout.platform.chain.node.BlockReader;
import io.cryptocheckout.platform.chain.node.BlockReader.Tip;
import io.cryptocheckout.platform.chain.node.Node;
import io.cryptocheckout.platform.chain.node.NodeFailure;
import io.cryptocheckout.platform.chain.node.NodeFailure.Kind;
import io.cryptocheckout.platform.chain.node.Nodes;
import io.cryptocheckout.platform.chain.scan.BalanceCheck.Piece;
import io.cryptocheckout.platform.chain.scan.FactWriter.Step;
import io.cryptocheckout.platform.chain.scan.Findings.Found;
import io.cryptocheckout.platform.chain.store.Blocks;
import io.cryptocheckout.platform.chain.store.Cursors;
import io.cryptocheckout.platform.chain.store.Cursors.Position;
import io.cryptocheckout.platform.database.Database;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Follows one network: reads what came since the cursor, finds the fork when the chain turned, and writes the step. Whatever
 * a node leaves out or contradicts ends the step before anything is written.
 */
final class NetworkScanner {
    /** Deeper than this a node may have forgotten balances; they are read again once the scan is near the head. */
    private static final int BALANCES_KNOWN = 64;

    private final Network network;
    private final FollowProperties follow;
    private final Nodes nodes;
    private final Surroundings around;
    private final FactWriter writer;
    private final BalanceCheck balances;
    private final Agreement agreement;
    private final PastBlocks past;

    /** What the scanners of all networks share. */
    record Surroundings(Database database, WatchedSet watched, OpenAddresses open, Heads heads, Clock clock) {}

    NetworkScanner(Network network, NetworkProperties properties, Nodes nodes, Surroundings around) {
        this.network = network;
        this.follow = properties.follow();
        this.nodes = nodes;
        this.around = around;
        this.writer = new FactWriter(around.database(), around.clock(), follow.keepBlocks());
        this.balances = new BalanceCheck(around.database(), network.chainId());
        this.agreement = new Agreement(network, properties, nodes);
        this.past = new PastBlocks(network, properties, nodes, around);
    }

    /** How far a step came: the node's head, and whether the scan stands there now. */
    record Progress(Header nodeHead, boolean reachedHead) {}

    /**
     * Scans the next blocks, if there are any.
     *
     * @throws io.cryptocheckout.platform.chain.NodesUnavailable
     *             when no node could be believed; nothing was written
     */
    synchronized Progress step() {
        return nodes.ask(this::step);
    }

    /** Reads these addresses' balances at the scanned head and writes what only they show. */
    synchronized void readBalances(Collection<Address> addresses) {
        Position at = position();
        if (at == null || addresses.isEmpty()) {
            return;
        }
        Piece nothingNew = new Piece(headerOf(at), List.of(), Findings.none());
        List<Found> found = nodes.ask(node -> unexplained(node, nothingNew, addresses, at.number()));
        if (!found.isEmpty()) {
            write(new Step(at, at.number(), List.of(), Findings.none().and(found)));
        }
    }

    /** Reads the next of the blocks that are to be read again; false when none are. */
    synchronized boolean readPast() {
        return past.step();
    }

    private Progress step(Node node) {
        Position at = position();
        Tip tip = BlockReader.tip(node, at == null ? 0 : at.number());
        if (at == null) {
            return begin(node, tip);
        }
        if (tip.head().number() < at.number()) {
            throw new NodeFailure(Kind.BEHIND, node.name() + " is at block " + tip.head().number() + ", behind block "
                    + at.number() + " that was scanned already");
        }
        Header there = tip.at();
        boolean onOurChain = there != null && there.hash().equals(at.hash());
        if (onOurChain && tip.head().number() == at.number()) {
            return idle(at, tip);
        }
        return advance(node, at, tip, onOurChain ? headerOf(at) : fork(node, at));
    }

    private Progress begin(Node node, Tip tip) {
        long first = Math.max(0, tip.head().number() - follow.startBehind());
        Header base = BlockReader.headers(node, List.of(first)).getFirst();
        Position position = new Position(network.chainId(), base.number(), base.hash(), base.time(),
                tip.head().number(), Math.min(base.number(), tip.finalized()), base.number(), null, -1);
        write(new Step(position, base.number() - 1, List.of(base), Findings.none()));
        return new Progress(tip.head(), false);
    }

    private Progress idle(Position at, Tip tip) {
        long finalized = Math.min(at.number(), tip.finalized());
        if (finalized > at.finalized()) {
            Position later = new Position(at.chainId(), at.number(), at.hash(), at.blockTime(), tip.head().number(),
                    finalized, at.balancesNumber(), at.scannedThrough(), at.revision());
            write(new Step(later, at.number(), List.of(), Findings.none()));
        }
        return new Progress(tip.head(), true);
    }

    private Progress advance(Node node, Position at, Tip tip, Header base) {
        long to = Math.min(tip.head().number(), at.number() + follow.batchBlocks());
        boolean one = base.number() + 1 == tip.head().number();
        List<Block> blocks = linked(node, base,
                one ? List.of(BlockReader.head(node, tip)) : BlockReader.blocks(node, base.number() + 1, to));
        List<Header> headers = blocks.stream().map(Block::header).toList();
        if (base.number() < at.number()) {
            agreement.onFork(node, headers.getFirst());
        }
        // The tail of the watched addresses is read here, once the blocks exist: see WatchedSet.
        AddressTable watched = around.watched().current();
        Findings findings = BlockFindings.of(network.chainId(), node, blocks, watched);
        agreement.onPayments(node, findings, watched);
        Header last = headers.getLast();
        long balancesNumber = Math.min(at.balancesNumber(), base.number());
        Instant through = at.scannedThrough();
        if (tip.head().number() - last.number() < BALANCES_KNOWN) {
            Collection<Address> open = around.open().waiting(network.live());
            Piece piece = new Piece(base, headers, findings);
            findings = open.isEmpty() ? findings : findings.and(unexplained(node, piece, open, balancesNumber));
            balancesNumber = last.number();
            through = last.time();
        }
        Position next = new Position(at.chainId(), last.number(), last.hash(), last.time(), tip.head().number(),
                Math.min(last.number(), tip.finalized()), balancesNumber, through, at.revision());
        write(new Step(next, base.number(), headers, findings));
        return new Progress(tip.head(), last.number() == tip.head().number());
    }

    private List<Found> unexplained(Node node, Piece piece, Collection<Address> addresses, long since) {
        List<Found> found = balances.read(node, piece, addresses, since);
        agreement.onBalances(node, found, piece.last());
        return found;
    }

    private void write(Step step) {
        if (writer.write(step)) {
            around.heads().moved(network.chainId());
        }
    }

    static List<Block> linked(Node node, Header base, List<Block> blocks) {
        Header parent = base;
        for (Block block : blocks) {
            if (!block.header().parentHash().equals(parent.hash())) {
                throw new NodeFailure(Kind.INCONSISTENT, node.name() + " changed its chain at block "
                        + block.header().number() + " while it was read");
            }
            parent = block.header();
        }
        return blocks;
    }

    /** The highest scanned block that the node has too. */
    private Header fork(Node node, Position at) {
        List<Header> ours = around.database().acrossTenants("chain facts belong to no store",
                worker -> Blocks.between(worker, network.chainId(), at.number() - follow.keepBlocks(), at.number() - 1));
        for (int i = 0; i < ours.size(); i += follow.batchCalls()) {
            List<Header> some = ours.subList(i, Math.min(ours.size(), i + follow.batchCalls()));
            List<Header> theirs = BlockReader.headers(node, some.stream().map(Header::number).toList());
            for (int j = 0; j < some.size(); j++) {
                if (some.get(j).hash().equals(theirs.get(j).hash())) {
                    return some.get(j);
                }
            }
        }
        throw new NodeFailure(Kind.INCONSISTENT, node.name() + " has another history than the last " + ours.size()
                + " scanned blocks: it began anew, or follows another chain of the same id");
    }

    private @Nullable Position position() {
        return around.database().acrossTenants("chain facts belong to no store",
                worker -> Cursors.find(worker, network.chainId()));
    }

    /** The cursor's block; its parent is not asked for again. */
    private static Header headerOf(Position at) {
        return new Header(at.number(), at.hash(), at.hash(), at.blockTime());
    }
}
