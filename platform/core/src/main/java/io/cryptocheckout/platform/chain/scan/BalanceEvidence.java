package io.cryptocheckout.platform.chain.scan;

import io.cryptocheckout.platform.chain.Address;
import io.cryptocheckout.platform.chain.node.Balances;
import io.cryptocheckout.platform.chain.node.Block.Header;
import io.cryptocheckout.platform.chain.node.Node;
import io.cryptocheckout.platform.chain.node.NodeFailure;
import io.cryptocheckout.platform.chain.node.NodeFailure.Kind;
import io.cryptocheckout.platform.chain.scan.Findings.Found;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Finds money that only a balance shows: ETH sent by a contract leaves no log and no transaction to the address. What a
 * balance holds beyond known transfers and own spending is a transfer of its own, in the first block that shows it. A
 * balance that is lower than expected says nothing.
 */
final class BalanceEvidence {
    /** Several payments by contracts between two looks are told apart; more than this many become one. */
    private static final int PAYMENTS_TOLD_APART = 16;

    private final long chainId;
    private final Node node;
    private final LongFunction<@Nullable Header> canonicalBlock;

    BalanceEvidence(long chainId, Node node, LongFunction<@Nullable Header> canonicalBlock) {
        this.chainId = chainId;
        this.node = node;
        this.canonicalBlock = canonicalBlock;
    }

    /**
     * What the balances at a block show beyond what is explained.
     *
     * @param since
     *            number of a block at which there was nothing unexplained; the money came after it
     */
    List<Found> read(Collection<Address> addresses, Header at, long since,
            Function<Collection<Address>, Explained> explanation) {
        Map<Address, BigInteger> holding = new HashMap<>(Balances.at(node, at.hash(), addresses));
        holding.values().removeIf(balance -> balance.signum() == 0);
        if (holding.isEmpty()) {
            return List.of();
        }
        Explained explained = explanation.apply(holding.keySet());
        List<Found> found = new ArrayList<>();
        holding.forEach((address, balance) -> {
            Reading last = new Reading(at, balance, balance.subtract(explained.at(address, at.number())));
            if (last.excess().signum() > 0) {
                found.addAll(located(address, last, since, explained));
            }
        });
        return found;
    }

    /** A balance in one block, and how much of it nothing explains. */
    private record Reading(Header block, BigInteger balance, BigInteger excess) {}

    private List<Found> located(Address address, Reading last, long since, Explained explained) {
        List<Found> found = new ArrayList<>();
        BigInteger already = BigInteger.ZERO;
        long low = since;
        while (already.compareTo(last.excess()) < 0) {
            Reading first = found.size() < PAYMENTS_TOLD_APART ? firstAbove(address, already, low, last, explained) : last;
            found.add(Findings.unexplained(chainId, first.block(), address, first.excess().subtract(already),
                    first.balance()));
            already = first.excess();
            low = first.block().number();
        }
        return found;
    }

    /** By halving: the earliest block in which more than a certain sum is unexplained. */
    private Reading firstAbove(Address address, BigInteger already, long low, Reading high, Explained explained) {
        while (high.block().number() - low > 1) {
            long middle = low + (high.block().number() - low) / 2;
            Reading reading = reading(address, middle, explained);
            if (reading != null && reading.excess().compareTo(already) > 0) {
                high = reading;
            } else {
                low = middle;
            }
        }
        return high;
    }

    /** Null when the block or its state is no longer known: then a later block must do. */
    private @Nullable Reading reading(Address address, long number, Explained explained) {
        Header block = canonicalBlock.apply(number);
        if (block == null) {
            return null;
        }
        try {
            BigInteger balance = Balances.at(node, block.hash(), List.of(address)).getOrDefault(address, BigInteger.ZERO);
            return new Reading(block, balance, balance.subtract(explained.at(address, number)));
        } catch (NodeFailure failure) {
            if (failure.kind() == Kind.REFUSED) {
                return null;
            }
            throw failure;
        }
    }
}
