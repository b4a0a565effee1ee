package io.cryptocheckout.platform.chain.store;

import static io.cryptocheckout.jooq.chain.Tables.BALANCE_PASS;

import java.time.Instant;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/** Where the slow pass over all watched addresses' balances stands on each network. */
public final class BalancePasses {

    private BalancePasses() {}

    /** A pass that began at a moment and has read every address up to a sequence number. */
    public record Pass(Instant startedAt, long throughSeq) {}

    public static @Nullable Pass find(DSLContext worker, long chainId) {
        return worker.selectFrom(BALANCE_PASS)
                .where(BALANCE_PASS.CHAIN_ID.eq(chainId))
                .fetchOne(row -> new Pass(row.getStartedAt(), row.getThroughSeq()));
    }

    public static void save(DSLContext worker, long chainId, Pass pass) {
        worker.insertInto(BALANCE_PASS)
                .columns(BALANCE_PASS.CHAIN_ID, BALANCE_PASS.STARTED_AT, BALANCE_PASS.THROUGH_SEQ)
                .values(chainId, pass.startedAt(), pass.throughSeq())
                .onConflict(BALANCE_PASS.CHAIN_ID)
                .doUpdate()
                .set(BALANCE_PASS.STARTED_AT, pass.startedAt())
                .set(BALANCE_PASS.THROUGH_SEQ, pass.throughSeq())
                .execute();
    }
}
