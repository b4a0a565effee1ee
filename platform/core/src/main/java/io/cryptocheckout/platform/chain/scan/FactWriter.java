package io.cryptocheckout.platform.chain.scan;

import io.cryptocheckout.platform.chain.Address;
import io.cryptocheckout.platform.chain.Transfer;
import io.cryptocheckout.platform.chain.node.Block.Header;
import io.cryptocheckout.platform.chain.scan.Findings.Found;
import io.cryptocheckout.platform.chain.store.AddressChanges;
import io.cryptocheckout.platform.chain.store.Blocks;
import io.cryptocheckout.platform.chain.store.Cursors;
import io.cryptocheckout.platform.chain.store.Cursors.Position;
import io.cryptocheckout.platform.chain.store.PendingTransfers;
import io.cryptocheckout.platform.chain.store.Spendings;
import io.cryptocheckout.platform.chain.store.Transfers;
import io.cryptocheckout.platform.chain.store.Transfers.Observation;
import io.cryptocheckout.platform.database.Database;
import java.math.BigInteger;
import java.time.Clock;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jooq.DSLContext;

/**
 * Writes one step of a scan in one transaction: cursor, blocks, transfers, and whose they are. The cursor's revision must be
 * the one the step was built on; else another replica was faster and nothing is written.
 */
final class FactWriter {
    private final Database database;
    private final Clock clock;
    private final int keepBlocks;

    FactWriter(Database database, Clock clock, int keepBlocks) {
        this.database = database;
        this.clock = clock;
        this.keepBlocks = keepBlocks;
    }

    /**
     * One step.
     *
     * @param position
     *            where the cursor goes; its revision is the one that was read before
     * @param fork
     *            the last block that stays; everything above is orphaned first
     * @param blocks
     *            new canonical blocks in their order, the first one on top of the fork
     */
    record Step(Position position, long fork, List<Header> blocks, Findings findings) {}

    /** False when another replica has written since; the caller reads again. */
    boolean write(Step step) {
        return write(step, worker -> {});
    }

    /**
     * The same, with what else belongs into the transaction.
     *
     * @param more
     *            not called when nothing is written
     */
    boolean write(Step step, Consumer<DSLContext> more) {
        return database.acrossTenants("chain facts belong to no store", worker -> {
            if (!Cursors.move(worker, step.position(), clock.instant())) {
                return false;
            }
            write(worker, step);
            more.accept(worker);
            return true;
        });
    }

    private void write(DSLContext worker, Step step) {
        long chainId = step.position().chainId();
        Set<Address> changed = new LinkedHashSet<>(Transfers.orphanAbove(worker, chainId, step.fork()));
        Spendings.orphanAbove(worker, chainId, step.fork());
        Blocks.removeAbove(worker, chainId, step.fork());
        Blocks.store(worker, chainId, step.blocks());
        Blocks.removeBelow(worker, chainId, step.position().number() - keepBlocks);
        for (Found found : step.findings().transfers()) {
            Transfers.store(worker, found.transfer(), found.balance());
        }
        step.findings().spendings().forEach(spending -> Spendings.store(worker, spending));
        correctObservations(worker, chainId, step.findings());
        PendingTransfers.included(worker, chainId, step.findings().txHashes());
        changed.addAll(step.findings().receivers());
        AddressChanges.add(worker, chainId, changed);
    }

    /** What only a balance showed is never counted twice: the part that has a transaction now is taken off it. */
    private static void correctObservations(DSLContext worker, long chainId, Findings findings) {
        Set<Address> addresses = findings.explaining();
        List<Observation> observations = addresses.isEmpty()
                ? List.of()
                : Transfers.observations(worker, chainId, addresses);
        if (observations.isEmpty()) {
            return;
        }
        List<Transfer> known = Transfers.nativeTo(worker, chainId, addresses, Long.MAX_VALUE).stream()
                .filter(transfer -> transfer.txHash() != null).toList();
        Explained explained = Explained.by(known, Spendings.of(worker, chainId, addresses, Long.MAX_VALUE));
        Map<Address, BigInteger> earlier = new HashMap<>();
        for (Observation seen : observations) {
            BigInteger left = seen.balance().subtract(explained.at(seen.to(), seen.blockNumber()))
                    .subtract(earlier.getOrDefault(seen.to(), BigInteger.ZERO)).max(BigInteger.ZERO);
            if (!left.equals(seen.amount())) {
                Transfers.correct(worker, seen, left);
            }
            earlier.merge(seen.to(), left, BigInteger::add);
        }
    }
}
