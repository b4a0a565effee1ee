package io.cryptocheckout.platform.chain.store;

import static io.cryptocheckout.jooq.chain.Tables.SPENDING;

import io.cryptocheckout.platform.chain.Address;
import io.cryptocheckout.platform.chain.Hash;
import java.math.BigInteger;
import java.util.Collection;
import java.util.List;
import org.jooq.DSLContext;

/** What watched addresses paid out by transactions of their own. */
public final class Spendings {

    private Spendings() {}

    /**
     * One transaction sent by a watched address.
     *
     * @param amount
     *            its value (when it succeeded) and its whole fee, in the smallest native unit
     */
    public record Spending(long chainId, Hash blockHash, long blockNumber, Hash txHash, Address address,
            BigInteger amount) {}

    public static void store(DSLContext worker, Spending spending) {
        worker.insertInto(SPENDING)
                .set(SPENDING.CHAIN_ID, spending.chainId())
                .set(SPENDING.BLOCK_HASH, spending.blockHash().bytes())
                .set(SPENDING.BLOCK_NUMBER, spending.blockNumber())
                .set(SPENDING.TX_HASH, spending.txHash().bytes())
                .set(SPENDING.ADDRESS, spending.address().bytes())
                .set(SPENDING.AMOUNT, spending.amount())
                .set(SPENDING.CANONICAL, true)
                .onConflict(SPENDING.CHAIN_ID, SPENDING.BLOCK_HASH, SPENDING.TX_HASH)
                .doUpdate()
                .set(SPENDING.CANONICAL, true)
                .execute();
    }

    /** Canonical spendings of the addresses up to a block. */
    public static List<Spending> of(DSLContext worker, long chainId, Collection<Address> addresses, long upTo) {
        return worker.selectFrom(SPENDING)
                .where(SPENDING.CHAIN_ID.eq(chainId))
                .and(SPENDING.ADDRESS.in(addresses.stream().map(Address::bytes).toList()))
                .and(SPENDING.CANONICAL)
                .and(SPENDING.BLOCK_NUMBER.le(upTo))
                .fetch(row -> new Spending(row.getChainId(), Hash.of(row.getBlockHash()), row.getBlockNumber(),
                        Hash.of(row.getTxHash()), Address.of(row.getAddress()), row.getAmount()));
    }

    public static void orphanAbove(DSLContext worker, long chainId, long fork) {
        worker.update(SPENDING)
                .set(SPENDING.CANONICAL, false)
                .where(SPENDING.CHAIN_ID.eq(chainId).and(SPENDING.BLOCK_NUMBER.gt(fork)).and(SPENDING.CANONICAL))
                .execute();
    }
}
