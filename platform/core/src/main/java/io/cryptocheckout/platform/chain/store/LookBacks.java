package io.cryptocheckout.platform.chain.store;

import static io.cryptocheckout.jooq.chain.Tables.CURSOR;
import static io.cryptocheckout.jooq.chain.Tables.LOOK_BACK;
import static org.jooq.impl.DSL.castNull;
import static org.jooq.impl.DSL.excluded;
import static org.jooq.impl.DSL.least;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.val;
import static org.jooq.impl.DSL.when;

import java.time.Instant;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/** Which blocks are to be read again, and how far that has come. */
public final class LookBacks {

    private LookBacks() {}

    /**
     * What is left of one network's reading.
     *
     * @param wantedSince
     *            a reading that is asked for and has not begun
     * @param next
     *            of the reading under way; null with {@code last} where there is none
     */
    public record State(@Nullable Instant wantedSince, @Nullable Long next, @Nullable Long last) {}

    /** Asks for a reading of every network that was ever scanned; wishes that wait become one. */
    public static int want(DSLContext worker, Instant since) {
        return worker.insertInto(LOOK_BACK, LOOK_BACK.CHAIN_ID, LOOK_BACK.WANTED_SINCE)
                .select(select(CURSOR.CHAIN_ID, val(since, LOOK_BACK.WANTED_SINCE)).from(CURSOR))
                .onConflict(LOOK_BACK.CHAIN_ID)
                .doUpdate()
                .set(LOOK_BACK.WANTED_SINCE, least(LOOK_BACK.WANTED_SINCE, excluded(LOOK_BACK.WANTED_SINCE)))
                .execute();
    }

    /** Null where nothing is asked for. */
    public static @Nullable State find(DSLContext worker, long chainId) {
        return worker.selectFrom(LOOK_BACK)
                .where(LOOK_BACK.CHAIN_ID.eq(chainId)
                        .and(LOOK_BACK.WANTED_SINCE.isNotNull().or(LOOK_BACK.NEXT_NUMBER.isNotNull())))
                .fetchOne(row -> new State(row.getWantedSince(), row.getNextNumber(), row.getLastNumber()));
    }

    /** Begins the reading that was asked for, unless it began or reaches farther back meanwhile. */
    public static boolean begin(DSLContext worker, long chainId, Instant wantedSince, long first, long last) {
        return worker.update(LOOK_BACK)
                .setNull(LOOK_BACK.WANTED_SINCE)
                .set(LOOK_BACK.NEXT_NUMBER, first)
                .set(LOOK_BACK.LAST_NUMBER, last)
                .where(LOOK_BACK.CHAIN_ID.eq(chainId).and(LOOK_BACK.WANTED_SINCE.eq(wantedSince)).and(LOOK_BACK.NEXT_NUMBER.isNull()))
                .execute() == 1;
    }

    /** Everything below a number was read; the reading ends with its last block. */
    public static void advance(DSLContext worker, long chainId, long from, long next) {
        var over = LOOK_BACK.LAST_NUMBER.lt(next);
        worker.update(LOOK_BACK)
                .set(LOOK_BACK.NEXT_NUMBER, when(over, castNull(LOOK_BACK.NEXT_NUMBER)).otherwise(next))
                .set(LOOK_BACK.LAST_NUMBER, when(over, castNull(LOOK_BACK.LAST_NUMBER)).otherwise(LOOK_BACK.LAST_NUMBER))
                .where(LOOK_BACK.CHAIN_ID.eq(chainId).and(LOOK_BACK.NEXT_NUMBER.eq(from)))
                .execute();
    }
}
