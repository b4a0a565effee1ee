package io.cryptocheckout.platform.chain.scan;

import io.cryptocheckout.platform.chain.Address;
import io.cryptocheckout.platform.chain.Network;
import io.cryptocheckout.platform.chain.PendingTransfer;
import io.cryptocheckout.platform.chain.node.Nodes;
import io.cryptocheckout.platform.chain.node.PendingBlock;
import io.cryptocheckout.platform.chain.store.AddressChanges;
import io.cryptocheckout.platform.chain.store.PendingTransfers;
import io.cryptocheckout.platform.database.Database;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Keeps the table of pending transactions as the node shows them: those that appeared are added, those that vanished are
 * removed. Tokens count only by a plain {@code transfer} to a configured contract.
 */
final class PendingWatch {
    private final Database database;
    private final WatchedSet watched;
    private final Network network;
    private final Nodes nodes;
    private final Clock clock;
    private boolean nothingKnown;

    PendingWatch(Database database, WatchedSet watched, Network network, Nodes nodes, Clock clock) {
        this.database = database;
        this.watched = watched;
        this.network = network;
        this.nodes = nodes;
        this.clock = clock;
    }

    void step() {
        List<PendingBlock.Payment> shown = nodes.ask(PendingBlock::payments);
        AddressTable table = shown.isEmpty() ? new AddressTable() : watched.current();
        Instant now = clock.instant();
        Map<List<Object>, PendingTransfer> seen = new LinkedHashMap<>();
        for (PendingBlock.Payment payment : shown) {
            String contract = payment.contract();
            if (table.contains(payment.to()) && (contract == null || network.token(contract) != null)) {
                PendingTransfer transfer = new PendingTransfer(network.chainId(), payment.txHash(), payment.to(),
                        payment.from(), contract, payment.amount(), now);
                seen.put(key(transfer), transfer);
            }
        }
        // Most looks see nothing after nothing was known, and then the database need not be asked.
        if (!seen.isEmpty() || !nothingKnown) {
            write(seen);
        }
        nothingKnown = seen.isEmpty();
    }

    private void write(Map<List<Object>, PendingTransfer> seen) {
        database.acrossTenants("chain facts belong to no store", worker -> {
            List<PendingTransfer> gone = new ArrayList<>();
            Map<List<Object>, PendingTransfer> added = new LinkedHashMap<>(seen);
            for (PendingTransfer known : PendingTransfers.on(worker, network.chainId())) {
                if (added.remove(key(known)) == null) {
                    gone.add(known);
                }
            }
            List<PendingTransfer> appeared = PendingTransfers.notInBlocks(worker, List.copyOf(added.values()));
            PendingTransfers.remove(worker, gone);
            PendingTransfers.add(worker, appeared);
            List<Address> changed = new ArrayList<>();
            gone.forEach(transfer -> changed.add(transfer.to()));
            appeared.forEach(transfer -> changed.add(transfer.to()));
            AddressChanges.add(worker, network.chainId(), changed);
            return true;
        });
    }

    private static List<Object> key(PendingTransfer transfer) {
        return List.of(transfer.txHash(), transfer.to());
    }
}
