package io.cryptocheckout.platform.chain.scan;

import io.cryptocheckout.platform.chain.CheckoutChainProperties.FollowProperties;
import io.cryptocheckout.platform.chain.CheckoutChainProperties.NetworkProperties;
import io.cryptocheckout.platform.chain.CheckoutChainProperties.TokenProperties;
import io.cryptocheckout.platform.chain.Network;
import io.cryptocheckout.platform.chain.Transfer;
import io.cryptocheckout.platform.chain.node.Block;
import io.cryptocheckout.platform.chain.node.Block.Header;
import io.cryptocheckout.platform.chain.node.BlockReader;
import io.cryptocheckout.platform.chain.node.Node;
import io.cryptocheckout.platform.chain.node.NodeFailure;
import io.cryptocheckout.platform.chain.node.NodeFailure.Kind;
import io.cryptocheckout.platform.chain.node.Nodes;
import io.cryptocheckout.platform.chain.scan.Findings.Found;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Asks a second node where one could do harm by lying: before turning back at a fork, and before believing a large payment.
 * With one node configured there is nobody to ask about a fork, and large payments cannot be guarded (the start refuses that
 * setting).
 */
final class Agreement {
    private final Network network;
    private final Nodes nodes;
    private final Map<String, BigInteger> thresholds = new HashMap<>();
    private static final String NATIVE = "";

    Agreement(Network network, NetworkProperties properties, Nodes nodes) {
        this.network = network;
        this.nodes = nodes;
        FollowProperties follow = properties.follow();
        guard(NATIVE, follow.agreementAbove(), network.nativeDecimals());
        for (TokenProperties token : properties.tokens()) {
            guard(token.contract().toLowerCase(java.util.Locale.ROOT), token.agreementAbove(), token.decimals());
        }
        if (!thresholds.isEmpty() && nodes.count() < 2) {
            throw new IllegalStateException("checkout.chain.networks." + network.key()
                    + ".rpc-urls: agreement-above needs at least two nodes, and there is one");
        }
    }

    private void guard(String contract, @Nullable BigDecimal above, int decimals) {
        if (above != null) {
            thresholds.put(contract, above.movePointRight(decimals).toBigInteger());
        }
    }

    /** Fails unless another node has the first block above the fork too. */
    void onFork(Node node, Header aboveFork) {
        if (nodes.count() > 1 && !nodes.another(node.name(), other -> has(other, aboveFork))) {
            throw new NodeFailure(Kind.INCONSISTENT, node.name() + " left the scanned chain at block "
                    + aboveFork.number() + ", and no other node confirms it");
        }
    }

    /** Fails unless another node tells every large payment alike. */
    void onPayments(Node node, List<Found> transfers, AddressTable watched) {
        for (Found found : transfers) {
            Transfer transfer = found.transfer();
            if (isLarge(transfer) && !nodes.another(node.name(), other -> tells(other, transfer, watched))) {
                throw new NodeFailure(Kind.INCONSISTENT, node.name() + " tells of a large payment in block "
                        + transfer.blockNumber() + ", and no other node confirms it");
            }
        }
    }

    private boolean isLarge(Transfer transfer) {
        String contract = transfer.contract();
        BigInteger threshold = thresholds.get(contract == null ? NATIVE : contract);
        return threshold != null && transfer.amount().compareTo(threshold) >= 0;
    }

    private static boolean has(Node other, Header header) {
        return BlockReader.headers(other, List.of(header.number())).getFirst().hash().equals(header.hash());
    }

    private boolean tells(Node other, Transfer transfer, AddressTable watched) {
        List<Block> block = BlockReader.blocks(other, transfer.blockNumber(), transfer.blockNumber());
        return BlockFindings.of(network.chainId(), other, block, watched).transfers().stream()
                .anyMatch(found -> found.transfer().equals(transfer));
    }
}
