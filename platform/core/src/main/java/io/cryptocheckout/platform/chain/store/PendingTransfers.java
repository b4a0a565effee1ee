package io.cryptocheckout.platform.chain.store;

import static io.cryptocheckout.jooq.chain.Tables.PENDING;
import static org.jooq.impl.DSL.row;

import io.cryptocheckout.jooq.chain.tables.records.PendingRecord;
import io.cryptocheckout.platform.chain.Address;
import io.cryptocheckout.platform.chain.Hash;
import io.cryptocheckout.platform.chain.PendingTransfer;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jooq.DSLContext;

/** Transactions seen before any block held them. */
public final class PendingTransfers {

    private PendingTransfers() {}

    public static Map<Address, List<PendingTransfer>> to(DSLContext worker, Collection<Address> addresses) {
        return worker.selectFrom(PENDING)
                .where(PENDING.TO_ADDRESS.in(addresses.stream().map(Address::bytes).toList()))
                .orderBy(PENDING.SEEN_AT, PENDING.TX_HASH)
                .fetchGroups(record -> Address.of(record.getToAddress()), PendingTransfers::read);
    }

    public static List<PendingTransfer> on(DSLContext worker, long chainId) {
        return worker.selectFrom(PENDING).where(PENDING.CHAIN_ID.eq(chainId)).fetch(PendingTransfers::read);
    }

    public static void add(DSLContext worker, Collection<PendingTransfer> pending) {
        for (PendingTransfer transfer : pending) {
            Address from = transfer.from();
            worker.insertInto(PENDING)
                    .set(PENDING.CHAIN_ID, transfer.chainId())
                    .set(PENDING.TX_HASH, transfer.txHash().bytes())
                    .set(PENDING.TO_ADDRESS, transfer.to().bytes())
                    .set(PENDING.FROM_ADDRESS, from == null ? null : from.bytes())
                    .set(PENDING.CONTRACT, Transfers.contract(transfer.contract()))
                    .set(PENDING.AMOUNT, transfer.amount())
                    .set(PENDING.SEEN_AT, transfer.seenAt())
                    .onConflictDoNothing()
                    .execute();
        }
    }

    public static void remove(DSLContext worker, Collection<PendingTransfer> gone) {
        for (PendingTransfer transfer : gone) {
            worker.deleteFrom(PENDING)
                    .where(row(PENDING.CHAIN_ID, PENDING.TX_HASH, PENDING.TO_ADDRESS)
                            .eq(transfer.chainId(), transfer.txHash().bytes(), transfer.to().bytes()))
                    .execute();
        }
    }

    private static PendingTransfer read(PendingRecord record) {
        byte[] from = record.getFromAddress();
        return new PendingTransfer(record.getChainId(), Hash.of(record.getTxHash()),
                Address.of(record.getToAddress()), from == null ? null : Address.of(from),
                Transfers.contract(record.getContract()), record.getAmount(), record.getSeenAt());
    }
}
