package io.cryptocheckout.platform.checkout;

import static io.cryptocheckout.jooq.chain.Tables.ADDRESS_CHANGE;
import static io.cryptocheckout.jooq.chain.Tables.CURSOR;
import static io.cryptocheckout.jooq.chain.Tables.PENDING;
import static io.cryptocheckout.jooq.chain.Tables.TRANSFER;

import io.cryptocheckout.platform.chain.Address;
import io.cryptocheckout.platform.chain.Hash;
import java.math.BigInteger;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/** A network whose facts are written the way the scanner writes them: transfers, address changes and cursor in one transaction. */
final class TestChain {
    private final DSLContext worker;
    private final long chainId;
    private final Clock clock;
    private final List<Block> blocks = new ArrayList<>();

    /** A transaction that sends one thing to one address. */
    record Sent(Hash tx, Address to, @Nullable String contract, BigInteger amount, Instant[] firstSeen) {}

    private record Block(Hash hash, List<Sent> transfers) {}

    TestChain(DSLContext worker, long chainId, Clock clock) {
        this.worker = worker;
        this.chainId = chainId;
        this.clock = clock;
    }

    static Hash hash() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return new Hash(random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong());
    }

    static Sent send(String address, @Nullable String contract, BigInteger amount) {
        return new Sent(hash(), Address.parse(address), contract, amount, new Instant[1]);
    }

    /** A transaction that a node shows and no block holds. */
    void pending(Sent sent) {
        worker.transaction(tx -> {
            tx.dsl().insertInto(PENDING).set(PENDING.CHAIN_ID, chainId).set(PENDING.TX_HASH, sent.tx().bytes())
                    .set(PENDING.TO_ADDRESS, sent.to().bytes()).set(PENDING.CONTRACT, SessionRows.contractBytes(sent.contract()))
                    .set(PENDING.AMOUNT, sent.amount()).set(PENDING.SEEN_AT, clock.instant()).execute();
            changed(tx.dsl(), sent.to());
        });
    }

    /** A block of the clock's time, read to its end. */
    synchronized void mine(Sent... transfers) {
        Instant now = clock.instant();
        Block block = new Block(hash(), List.of(transfers));
        blocks.add(block);
        worker.transaction(tx -> {
            int log = 0;
            for (Sent sent : transfers) {
                if (sent.firstSeen()[0] == null) {
                    sent.firstSeen()[0] = now;
                }
                tx.dsl().insertInto(TRANSFER).set(TRANSFER.CHAIN_ID, chainId).set(TRANSFER.BLOCK_HASH, block.hash().bytes())
                        .set(TRANSFER.BLOCK_NUMBER, (long) blocks.size()).set(TRANSFER.BLOCK_TIME, now)
                        .set(TRANSFER.TX_HASH, sent.tx().bytes())
                        .set(TRANSFER.LOG_INDEX, sent.contract() == null ? -1 : log++).set(TRANSFER.TO_ADDRESS, sent.to().bytes())
                        .set(TRANSFER.CONTRACT, SessionRows.contractBytes(sent.contract())).set(TRANSFER.AMOUNT, sent.amount())
                        .set(TRANSFER.CANONICAL, true).set(TRANSFER.FIRST_SEEN_AT, sent.firstSeen()[0]).execute();
                tx.dsl().deleteFrom(PENDING).where(PENDING.TX_HASH.eq(sent.tx().bytes())).execute();
                changed(tx.dsl(), sent.to());
            }
            cursor(tx.dsl(), now);
        });
    }

    void mine(int empty) {
        for (int i = 0; i < empty; i++) {
            mine();
        }
    }

    /** Takes the newest blocks away; what they held is on no chain until it is mined again. */
    synchronized List<Sent> orphan(int depth) {
        List<Sent> orphaned = new ArrayList<>();
        worker.transaction(tx -> {
            for (int i = 0; i < depth; i++) {
                Block gone = blocks.removeLast();
                tx.dsl().update(TRANSFER).set(TRANSFER.CANONICAL, false)
                        .where(TRANSFER.CHAIN_ID.eq(chainId), TRANSFER.BLOCK_HASH.eq(gone.hash().bytes())).execute();
                gone.transfers().forEach(sent -> changed(tx.dsl(), sent.to()));
                orphaned.addAll(gone.transfers());
            }
            cursor(tx.dsl(), clock.instant());
        });
        return orphaned;
    }

    private void changed(DSLContext sql, Address address) {
        sql.insertInto(ADDRESS_CHANGE).set(ADDRESS_CHANGE.CHAIN_ID, chainId).set(ADDRESS_CHANGE.ADDRESS, address.bytes()).execute();
    }

    private void cursor(DSLContext sql, Instant now) {
        long head = blocks.size();
        byte[] hash = (head == 0 ? new Hash(0, 0, 0, 0) : blocks.getLast().hash()).bytes();
        sql.insertInto(CURSOR).set(CURSOR.CHAIN_ID, chainId).set(CURSOR.NUMBER, head).set(CURSOR.HASH, hash).set(CURSOR.BLOCK_TIME, now)
                .set(CURSOR.NODE_HEAD, head).set(CURSOR.FINALIZED, 0L).set(CURSOR.BALANCES_NUMBER, head).set(CURSOR.SCANNED_THROUGH, now)
                .set(CURSOR.UPDATED_AT, now).onConflict(CURSOR.CHAIN_ID).doUpdate().set(CURSOR.NUMBER, head).set(CURSOR.HASH, hash)
                .set(CURSOR.BLOCK_TIME, now).set(CURSOR.NODE_HEAD, head).set(CURSOR.BALANCES_NUMBER, head).set(CURSOR.SCANNED_THROUGH, now)
                .set(CURSOR.UPDATED_AT, now).execute();
    }
}
