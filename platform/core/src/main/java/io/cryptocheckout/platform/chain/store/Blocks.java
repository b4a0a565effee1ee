package io.cryptocheckout.platform.chain.store;

import static io.cryptocheckout.jooq.chain.Tables.BLOCK;

import io.cryptocheckout.platform.chain.Hash;
import io.cryptocheckout.platform.chain.node.Block.Header;
import java.util.List;
import org.jooq.DSLContext;

/** The canonical blocks of the recent past. */
public final class Blocks {

    private Blocks() {}

    public static void store(DSLContext worker, long chainId, List<Header> headers) {
        var insert = worker.insertInto(BLOCK, BLOCK.CHAIN_ID, BLOCK.NUMBER, BLOCK.HASH, BLOCK.PARENT_HASH, BLOCK.BLOCK_TIME);
        for (Header header : headers) {
            insert = insert.values(chainId, header.number(), header.hash().bytes(), header.parentHash().bytes(), header.time());
        }
        if (!headers.isEmpty()) {
            insert.execute();
        }
    }

    /** Headers from one number up to and with another, the highest first. */
    public static List<Header> between(DSLContext worker, long chainId, long from, long to) {
        return worker.selectFrom(BLOCK)
                .where(BLOCK.CHAIN_ID.eq(chainId).and(BLOCK.NUMBER.between(from, to)))
                .orderBy(BLOCK.NUMBER.desc())
                .fetch(row -> new Header(row.getNumber(), Hash.of(row.getHash()), Hash.of(row.getParentHash()),
                        row.getBlockTime()));
    }

    public static void removeAbove(DSLContext worker, long chainId, long number) {
        worker.deleteFrom(BLOCK).where(BLOCK.CHAIN_ID.eq(chainId).and(BLOCK.NUMBER.gt(number))).execute();
    }

    public static void removeBelow(DSLContext worker, long chainId, long number) {
        worker.deleteFrom(BLOCK).where(BLOCK.CHAIN_ID.eq(chainId).and(BLOCK.NUMBER.lt(number))).execute();
    }
}
