package io.cryptocheckout.platform.chain.store;

import static io.cryptocheckout.jooq.chain.Tables.TRANSFER;
import static org.jooq.impl.DSL.excluded;

import io.cryptocheckout.jooq.chain.tables.records.TransferRecord;
import io.cryptocheckout.platform.chain.Address;
import io.cryptocheckout.platform.chain.Hash;
import io.cryptocheckout.platform.chain.Transfer;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/** Money that reached watched addresses, canonical and orphaned. */
public final class Transfers {

    private Transfers() {}

    /** All transfers to the addresses on every chain, oldest block first. */
    public static Map<Address, List<Transfer>> to(DSLContext worker, Collection<Address> addresses) {
        return worker.selectFrom(TRANSFER)
                .where(TRANSFER.TO_ADDRESS.in(addresses.stream().map(Address::bytes).toList()))
                .orderBy(TRANSFER.BLOCK_TIME, TRANSFER.CHAIN_ID, TRANSFER.BLOCK_NUMBER, TRANSFER.LOG_INDEX, TRANSFER.ID)
                .fetchGroups(record -> Address.of(record.getToAddress()), Transfers::read);
    }

    /** What explains a native balance: canonical transfers up to a block. */
    public static List<Transfer> nativeTo(DSLContext worker, long chainId, Collection<Address> addresses, long upTo) {
        return worker.selectFrom(TRANSFER)
                .where(TRANSFER.CHAIN_ID.eq(chainId))
                .and(TRANSFER.TO_ADDRESS.in(addresses.stream().map(Address::bytes).toList()))
                .and(TRANSFER.CONTRACT.isNull())
                .and(TRANSFER.CANONICAL)
                .and(TRANSFER.BLOCK_NUMBER.le(upTo))
                .fetch(Transfers::read);
    }

    /**
     * Stores a transfer of a canonical block. A row that is there already (its block was orphaned and came back) becomes
     * canonical again. Its first time is that of the first block that held this transaction; what only a balance showed
     * is recognised by address and amount.
     *
     * @param balance
     *            what the node said at that block, for a transfer that only the balance showed; else null
     */
    public static void store(DSLContext worker, Transfer transfer, @Nullable BigInteger balance) {
        Hash tx = transfer.txHash();
        Address from = transfer.from();
        worker.insertInto(TRANSFER)
                .set(TRANSFER.CHAIN_ID, transfer.chainId())
                .set(TRANSFER.BLOCK_HASH, transfer.blockHash().bytes())
                .set(TRANSFER.BLOCK_NUMBER, transfer.blockNumber())
                .set(TRANSFER.BLOCK_TIME, transfer.blockTime())
                .set(TRANSFER.TX_HASH, tx == null ? null : tx.bytes())
                .set(TRANSFER.LOG_INDEX, transfer.logIndex())
                .set(TRANSFER.TO_ADDRESS, transfer.to().bytes())
                .set(TRANSFER.FROM_ADDRESS, from == null ? null : from.bytes())
                .set(TRANSFER.CONTRACT, contract(transfer.contract()))
                .set(TRANSFER.AMOUNT, transfer.amount())
                .set(TRANSFER.BALANCE, balance)
                .set(TRANSFER.CANONICAL, true)
                .set(TRANSFER.FIRST_SEEN_AT, firstSeen(worker, transfer))
                .onConflict(TRANSFER.CHAIN_ID, TRANSFER.BLOCK_HASH, TRANSFER.TX_HASH, TRANSFER.LOG_INDEX, TRANSFER.TO_ADDRESS)
                .doUpdate()
                .set(TRANSFER.CANONICAL, true)
                .set(TRANSFER.AMOUNT, excluded(TRANSFER.AMOUNT))
                .set(TRANSFER.BALANCE, excluded(TRANSFER.BALANCE))
                .execute();
    }

    private static Instant firstSeen(DSLContext worker, Transfer transfer) {
        Hash tx = transfer.txHash();
        Condition same = tx != null
                ? TRANSFER.TX_HASH.eq(tx.bytes())
                : TRANSFER.TX_HASH.isNull().andNot(TRANSFER.CANONICAL).and(TRANSFER.TO_ADDRESS.eq(transfer.to().bytes()))
                        .and(TRANSFER.AMOUNT.eq(transfer.amount()));
        Instant first = worker.select(TRANSFER.FIRST_SEEN_AT)
                .from(TRANSFER)
                .where(TRANSFER.CHAIN_ID.eq(transfer.chainId()).and(same))
                .orderBy(TRANSFER.ID)
                .limit(1)
                .fetchOne(TRANSFER.FIRST_SEEN_AT);
        return first == null ? transfer.blockTime() : first;
    }

    /** A canonical transfer that only a balance showed, and that balance. */
    public record Observation(long id, long blockNumber, Address to, BigInteger amount, BigInteger balance) {}

    /** What only balances showed, oldest block first. */
    public static List<Observation> observations(DSLContext worker, long chainId, Collection<Address> addresses) {
        return worker.selectFrom(TRANSFER)
                .where(TRANSFER.CHAIN_ID.eq(chainId))
                .and(TRANSFER.TO_ADDRESS.in(addresses.stream().map(Address::bytes).toList()))
                .and(TRANSFER.TX_HASH.isNull())
                .and(TRANSFER.CANONICAL)
                .orderBy(TRANSFER.BLOCK_NUMBER, TRANSFER.ID)
                .fetch(row -> new Observation(row.getId(), row.getBlockNumber(), Address.of(row.getToAddress()), row.getAmount(),
                        row.getBalance()));
    }

    /** Sets what is left of an observation once some of it was found with its transaction; nothing left ends it. */
    public static void correct(DSLContext worker, Observation observation, BigInteger left) {
        var update = left.signum() > 0
                ? worker.update(TRANSFER).set(TRANSFER.AMOUNT, left)
                : worker.update(TRANSFER).set(TRANSFER.CANONICAL, false);
        update.where(TRANSFER.ID.eq(observation.id())).execute();
    }

    /** Makes every transfer above the fork non-canonical, and tells whose they were. */
    public static Set<Address> orphanAbove(DSLContext worker, long chainId, long fork) {
        return worker.update(TRANSFER)
                .set(TRANSFER.CANONICAL, false)
                .where(TRANSFER.CHAIN_ID.eq(chainId).and(TRANSFER.BLOCK_NUMBER.gt(fork)).and(TRANSFER.CANONICAL))
                .returning(TRANSFER.TO_ADDRESS)
                .fetchSet(record -> Address.of(record.getToAddress()));
    }

    static Transfer read(TransferRecord record) {
        byte[] tx = record.getTxHash();
        byte[] from = record.getFromAddress();
        return new Transfer(record.getChainId(), Hash.of(record.getBlockHash()), record.getBlockNumber(),
                record.getBlockTime(), tx == null ? null : Hash.of(tx), record.getLogIndex(),
                Address.of(record.getToAddress()), from == null ? null : Address.of(from),
                contract(record.getContract()), record.getAmount(), record.getCanonical(), record.getFirstSeenAt());
    }

    static @Nullable String contract(byte @Nullable [] bytes) {
        return bytes == null ? null : "0x" + HexFormat.of().formatHex(bytes);
    }

    static byte @Nullable [] contract(@Nullable String hex) {
        return hex == null ? null : HexFormat.of().parseHex(hex, 2, 42);
    }
}
