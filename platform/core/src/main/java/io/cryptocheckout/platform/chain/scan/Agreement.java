package io.cryptocheckout.platform.chain.scan;

import io.cryptocheckout.platform.chain.Address;
import io.cryptocheckout.platform.chain.CheckoutChainProperties.FollowProperties;
import io.cryptocheckout.platform.chain.CheckoutChainProperties.NetworkProperties;
import io.cryptocheckout.platform.chain.CheckoutChainProperties.TokenProperties;
import io.cryptocheckout.platform.chain.Hash;
import io.cryptocheckout.platform.chain.Network;
import io.cryptocheckout.platform.chain.Transfer;
import io.cryptocheckout.platform.chain.node.Balances;
import io.cryptocheckout.platform.chain.node.Block.Header;
import io.cryptocheckout.platform.chain.node.BlockReader;
import io.cryptocheckout.platform.chain.node.Node;
import io.cryptocheckout.platform.chain.node.NodeFailure;
import io.cryptocheckout.platform.chain.node.NodeFailure.Kind;
import io.cryptocheckout.platform.chain.node.Nodes;
import io.cryptocheckout.platform.chain.scan.Findings.Found;
import io.cryptocheckout.platform.chain.store.Spendings.Spending;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Asks a second node where one could do harm by lying: before turning back at a fork, and before believing a large
 * payment, a large balance, or a large spending (which would make a balance look unexplained).
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

    /** Fails unless another node tells every large payment, and every large spending, alike. */
    void onPayments(Node node, Findings findings, AddressTable watched) {
        for (Found found : findings.transfers()) {
            Transfer transfer = found.transfer();
            String contract = transfer.contract();
            if (isLarge(contract == null ? NATIVE : contract, transfer.amount())) {
                confirmed(node, "payment", transfer.blockNumber(),
                        other -> in(other, transfer.blockNumber(), watched).transfers().contains(found));
            }
        }
        for (Spending spending : findings.spendings()) {
            if (isLarge(NATIVE, spending.amount())) {
                confirmed(node, "spending", spending.blockNumber(),
                        other -> in(other, spending.blockNumber(), watched).spendings().contains(spending));
            }
        }
    }

    /**
     * Fails unless another node shows at least the same balance wherever an address' unexplained money is large, all its
     * pieces taken together.
     *
     * @param last
     *            the block whose balances were read; a node that has forgotten an earlier one is asked about this
     */
    void onBalances(Node node, List<Found> unexplained, Header last) {
        Map<Address, BigInteger> sums = new HashMap<>();
        unexplained.forEach(found -> sums.merge(found.transfer().to(), found.transfer().amount(), BigInteger::add));
        for (Found found : unexplained) {
            if (isLarge(NATIVE, sums.getOrDefault(found.transfer().to(), BigInteger.ZERO))) {
                confirmed(node, "balance", found.transfer().blockNumber(), other -> holds(other, found, last));
            }
        }
    }

    private void confirmed(Node node, String what, long block, Predicate<Node> tells) {
        if (!nodes.another(node.name(), tells)) {
            throw new NodeFailure(Kind.INCONSISTENT, node.name() + " tells of a large " + what + " in block " + block
                    + ", and no other node confirms it");
        }
    }

    private boolean isLarge(String contract, BigInteger amount) {
        BigInteger threshold = thresholds.get(contract);
        return threshold != null && amount.compareTo(threshold) >= 0;
    }

    private static boolean has(Node other, Header header) {
        return BlockReader.headers(other, List.of(header.number())).getFirst().hash().equals(header.hash());
    }

    private Findings in(Node other, long block, AddressTable watched) {
        return BlockFindings.of(network.chainId(), other, BlockReader.blocks(other, block, block), watched);
    }

    private static boolean holds(Node other, Found found, Header last) {
        Transfer transfer = found.transfer();
        BigInteger told = found.balance();
        if (told == null) {
            return false;
        }
        try {
            return balance(other, transfer.blockHash(), transfer.to()).compareTo(told) >= 0;
        } catch (NodeFailure failure) {
            if (failure.kind() != Kind.REFUSED) {
                throw failure;
            }
            return balance(other, last.hash(), transfer.to()).compareTo(told) >= 0;
        }
    }

    private static BigInteger balance(Node other, Hash block, Address address) {
        return Balances.at(other, block, List.of(address)).getOrDefault(address, BigInteger.ZERO);
    }
}
