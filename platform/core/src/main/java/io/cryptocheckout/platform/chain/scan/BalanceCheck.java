package io.cryptocheckout.platform.chain.scan;

import io.cryptocheckout.platform.chain.Address;
import io.cryptocheckout.platform.chain.node.Block.Header;
import io.cryptocheckout.platform.chain.node.Node;
import io.cryptocheckout.platform.chain.scan.Findings.Found;
import io.cryptocheckout.platform.chain.store.Blocks;
import io.cryptocheckout.platform.chain.store.Spendings;
import io.cryptocheckout.platform.chain.store.Transfers;
import io.cryptocheckout.platform.database.Database;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Brings together what a node says about balances and what is stored about the same addresses. Writes nothing. */
final class BalanceCheck {
    private final Database database;
    private final long chainId;

    BalanceCheck(Database database, long chainId) {
        this.database = database;
        this.chainId = chainId;
    }

    /**
     * What balances at the last of some new blocks show beyond known transfers.
     *
     * @param blocks
     *            canonical blocks that are not stored yet, on top of the base
     * @param findings
     *            what those blocks hold
     */
    record Piece(Header base, List<Header> blocks, Findings findings) {

        Header last() {
            return blocks.isEmpty() ? base : blocks.getLast();
        }
    }

    /** Unexplained money that came after the block {@code since}, as seen from the last block of the piece. */
    List<Found> read(Node node, Piece piece, Collection<Address> addresses, long since) {
        BalanceEvidence evidence = new BalanceEvidence(chainId, node, number -> canonical(piece, number));
        return evidence.read(addresses, piece.last(), since,
                holding -> explained(holding, piece.base().number()).and(piece.findings()));
    }

    private @Nullable Header canonical(Piece piece, long number) {
        long offset = number - piece.base().number() - 1;
        if (offset >= 0) {
            return offset < piece.blocks().size() ? piece.blocks().get((int) offset) : null;
        }
        List<Header> stored = database.acrossTenants("chain facts belong to no store",
                worker -> Blocks.between(worker, chainId, number, number));
        return stored.isEmpty() ? null : stored.getFirst();
    }

    private Explained explained(Collection<Address> addresses, long upTo) {
        return database.acrossTenants("chain facts belong to no store",
                worker -> Explained.by(Transfers.nativeTo(worker, chainId, addresses, upTo),
                        Spendings.of(worker, chainId, addresses, upTo)));
    }
}
