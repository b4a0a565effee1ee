package io.cryptocheckout.platform.chain.scan;

import io.cryptocheckout.platform.chain.Address;
import io.cryptocheckout.platform.chain.Hash;
import io.cryptocheckout.platform.chain.Transfer;
import io.cryptocheckout.platform.chain.node.Block.Header;
import io.cryptocheckout.platform.chain.store.Spendings.Spending;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a piece of chain holds about watched addresses, before it is stored. */
record Findings(List<Found> transfers, List<Spending> spendings) {

    /** A transfer, with the balance when only that showed it. */
    record Found(Transfer transfer, @Nullable BigInteger balance) {}

    static Findings none() {
        return new Findings(List.of(), List.of());
    }

    Findings and(List<Found> more) {
        List<Found> all = new ArrayList<>(transfers);
        all.addAll(more);
        return new Findings(all, spendings);
    }

    Set<Address> receivers() {
        Set<Address> receivers = new LinkedHashSet<>();
        transfers.forEach(found -> receivers.add(found.transfer().to()));
        return receivers;
    }

    /** Whose native balance these findings help to explain. */
    Set<Address> explaining() {
        Set<Address> addresses = new LinkedHashSet<>();
        for (Found found : transfers) {
            if (found.transfer().txHash() != null && found.transfer().contract() == null) {
                addresses.add(found.transfer().to());
            }
        }
        spendings.forEach(spending -> addresses.add(spending.address()));
        return addresses;
    }

    List<Hash> txHashes() {
        List<Hash> hashes = new ArrayList<>();
        for (Found found : transfers) {
            Hash tx = found.transfer().txHash();
            if (tx != null) {
                hashes.add(tx);
            }
        }
        return hashes;
    }

    /** What only a balance showed, in the block where it showed first. */
    static Found unexplained(long chainId, Header block, Address to, BigInteger amount, BigInteger balance) {
        return new Found(new Transfer(chainId, block.hash(), block.number(), block.time(), null, Transfer.BALANCE, to,
                null, null, amount, true, block.time()), balance);
    }
}
