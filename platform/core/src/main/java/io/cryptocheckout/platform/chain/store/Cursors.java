package io.cryptocheckout.platform.chain.store;

import static io.cryptocheckout.jooq.chain.Tables.CURSOR;

import io.cryptocheckout.platform.chain.ChainView;
import io.cryptocheckout.platform.chain.Hash;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/** How far each network was scanned; the row whose revision guards every other fact of that network. */
public final class Cursors {

    private Cursors() {}

    /**
     * Where a network's scan stands.
     *
     * @param balancesNumber
     *            the last block at which the balances of open addresses were read
     * @param scannedThrough
     *            null until balances were read once
     */
    public record Position(long chainId, long number, Hash hash, Instant blockTime, long nodeHead, long finalized,
            long balancesNumber, @Nullable Instant scannedThrough, long revision) {}

    public static @Nullable Position find(DSLContext worker, long chainId) {
        return worker.selectFrom(CURSOR)
                .where(CURSOR.CHAIN_ID.eq(chainId))
                .fetchOne(row -> new Position(row.getChainId(), row.getNumber(), Hash.of(row.getHash()),
                        row.getBlockTime(), row.getNodeHead(), row.getFinalized(), row.getBalancesNumber(),
                        row.getScannedThrough(), row.getRevision()));
    }

    /**
     * Puts the cursor where the new position says and counts the revision up; {@code revision} of the position is the one the
     * caller read, -1 for a network that was never scanned.
     *
     * @return false when somebody else has written facts since; the caller rolls back and starts again
     */
    public static boolean move(DSLContext worker, Position to, Instant now) {
        if (to.revision() < 0) {
            return worker.insertInto(CURSOR)
                    .columns(CURSOR.CHAIN_ID, CURSOR.NUMBER, CURSOR.HASH, CURSOR.BLOCK_TIME, CURSOR.NODE_HEAD,
                            CURSOR.FINALIZED, CURSOR.BALANCES_NUMBER, CURSOR.SCANNED_THROUGH, CURSOR.UPDATED_AT)
                    .values(to.chainId(), to.number(), to.hash().bytes(), to.blockTime(), to.nodeHead(),
                            to.finalized(), to.balancesNumber(), to.scannedThrough(), now)
                    .onConflictDoNothing()
                    .execute() == 1;
        }
        return worker.update(CURSOR)
                .set(CURSOR.NUMBER, to.number())
                .set(CURSOR.HASH, to.hash().bytes())
                .set(CURSOR.BLOCK_TIME, to.blockTime())
                .set(CURSOR.NODE_HEAD, to.nodeHead())
                .set(CURSOR.FINALIZED, to.finalized())
                .set(CURSOR.BALANCES_NUMBER, to.balancesNumber())
                .set(CURSOR.SCANNED_THROUGH, to.scannedThrough())
                .set(CURSOR.REVISION, to.revision() + 1)
                .set(CURSOR.UPDATED_AT, now)
                .where(CURSOR.CHAIN_ID.eq(to.chainId()).and(CURSOR.REVISION.eq(to.revision())))
                .execute() == 1;
    }

    public static Map<Long, ChainView> views(DSLContext worker, Instant now) {
        return worker.selectFrom(CURSOR).fetchMap(CURSOR.CHAIN_ID, row -> {
            Instant through = row.getScannedThrough() == null ? Instant.MIN : row.getScannedThrough();
            Duration lag = row.getScannedThrough() == null
                    ? ChainView.neverScanned(row.getChainId()).lag()
                    : Duration.between(through, now);
            return new ChainView(row.getChainId(), row.getNumber(), Hash.of(row.getHash()), row.getBlockTime(), through,
                    row.getFinalized(), lag.isNegative() ? Duration.ZERO : lag);
        });
    }
}
