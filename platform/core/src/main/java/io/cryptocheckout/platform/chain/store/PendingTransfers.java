package io.cryptocheckout.platform.chain.store;

import static io.cryptocheckout.jooq.chain.Tables.PENDING;
import static io.cryptocheckout.jooq.chain.Tables.TRANSFER;
import static org.jooq.impl.DSL.row;

import io.cryptocheckout.jooq.chain.tables.records.PendingRecord;
import io.cryptocheckout.platform.chain.Address;
import io.cryptocheckout.platform.chain.Hash;
import io.cryptocheckout.platform.chain.PendingTransfer;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

    /** Those whose transaction no canonical block holds: what a node showed may have been read just before it was mined. */
    public static List<PendingTransfer> notInBlocks(DSLContext worker, List<PendingTransfer> pending) {
        if (pending.isEmpty()) {
            return pending;
        }
        Set<Hash> included = worker.select(TRANSFER.TX_HASH)
                .from(TRANSFER)
                .where(TRANSFER.TX_HASH.in(pending.stream().map(transfer -> transfer.txHash().bytes()).toList()))
                .and(TRANSFER.CANONICAL)
                .fetchSet(row -> Hash.of(row.value1()));
        return pending.stream().filter(transfer -> !included.contains(transfer.txHash())).toList();
    }

    /** A block holds these transactions now, so they wait no longer. */
    public static void included(DSLContext worker, long chainId, Collection<Hash> txHashes) {
        if (!txHashes.isEmpty()) {
            worker.deleteFrom(PENDING)
                    .where(PENDING.CHAIN_ID.eq(chainId))
                    .and(PENDING.TX_HASH.in(txHashes.stream().map(Hash::bytes).toList()))
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
