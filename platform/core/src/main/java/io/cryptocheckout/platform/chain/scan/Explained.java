package io.cryptocheckout.platform.chain.scan;

import io.cryptocheckout.platform.chain.Address;
import io.cryptocheckout.platform.chain.Transfer;
import io.cryptocheckout.platform.chain.scan.Findings.Found;
import io.cryptocheckout.platform.chain.store.Spendings.Spending;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How much of an address' native balance is explained by what is known, block by block. Pure. */
final class Explained {
    private final Map<Address, List<Movement>> movements = new HashMap<>();

    private record Movement(long block, BigInteger amount) {}

    /** Counts known transfers in and own spendings out; tokens are no part of a native balance. */
    static Explained by(List<Transfer> transfers, List<Spending> spendings) {
        Explained explained = new Explained();
        transfers.forEach(explained::add);
        spendings.forEach(explained::add);
        return explained;
    }

    Explained and(Findings findings) {
        findings.transfers().stream().map(Found::transfer).forEach(this::add);
        findings.spendings().forEach(this::add);
        return this;
    }

    BigInteger at(Address address, long block) {
        BigInteger sum = BigInteger.ZERO;
        for (Movement movement : movements.getOrDefault(address, List.of())) {
            if (movement.block() <= block) {
                sum = sum.add(movement.amount());
            }
        }
        return sum;
    }

    private void add(Transfer transfer) {
        if (transfer.contract() == null) {
            add(transfer.to(), transfer.blockNumber(), transfer.amount());
        }
    }

    private void add(Spending spending) {
        add(spending.address(), spending.blockNumber(), spending.amount().negate());
    }

    private void add(Address address, long block, BigInteger amount) {
        movements.computeIfAbsent(address, any -> new ArrayList<>()).add(new Movement(block, amount));
    }
}
