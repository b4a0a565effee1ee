package io.cryptocheckout.platform.checkout;

import static io.cryptocheckout.jooq.checkout.Tables.SESSION;
import static io.cryptocheckout.jooq.checkout.Tables.UNMATCHED_FUNDS;

import io.cryptocheckout.platform.authority.Caller;
import io.cryptocheckout.platform.authority.Permission;
import io.cryptocheckout.platform.database.Database;
import io.cryptocheckout.platform.database.StoreTx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jooq.Condition;
import org.jooq.impl.DSL;

/** Figures of one store and mode, read inside its own wall. */
public final class StoreFigures {
    private static final Duration PATIENCE = Duration.ofHours(1);

    private final Database database;
    private final Clock clock;

    StoreFigures(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    public StorePulse pulse(Caller caller) {
        caller.require(Permission.SESSIONS_READ);
        Instant latest = clock.instant().minus(PATIENCE);
        return database.in(caller.scope(), tx -> {
            int stuck = tx.sql().fetchCount(SESSION, mine(tx), SESSION.STATUS.in(DSL.inline(SessionStatus.DETECTED.wireName()),
                    DSL.inline(SessionStatus.UNDERPAID.wireName())), SESSION.EXPIRES_AT.lt(latest));
            int unmatched = tx.sql().fetchCount(UNMATCHED_FUNDS, UNMATCHED_FUNDS.STORE_ID.eq(tx.storeId()),
                    UNMATCHED_FUNDS.LIVEMODE.eq(tx.livemode()), UNMATCHED_FUNDS.WITHDRAWN_AT.isNull());
            Instant paid = tx.sql().select(SESSION.PAID_AT).from(SESSION).where(mine(tx), SESSION.PAID_AT.isNotNull())
                    .orderBy(SESSION.PAID_AT.desc()).limit(1).fetchOne(SESSION.PAID_AT);
            return new StorePulse(stuck, unmatched, paid);
        });
    }

    /**
     * What was paid in a span of time, by currency.
     *
     * @param from
     *            inclusive
     * @param to
     *            exclusive
     */
    public List<Sales> sales(Caller caller, Instant from, Instant to) {
        caller.require(Permission.REPORTS_READ);
        return database.in(caller.scope(),
                tx -> tx.sql().select(SESSION.FIAT_CURRENCY, DSL.count(), DSL.sum(SESSION.FIAT_AMOUNT)).from(SESSION)
                        .where(mine(tx), SESSION.PAID_AT.ge(from), SESSION.PAID_AT.lt(to),
                                SESSION.STATUS.in(SessionStatus.PAID.wireName(), SessionStatus.PAID_LATE.wireName()))
                        .groupBy(SESSION.FIAT_CURRENCY).orderBy(SESSION.FIAT_CURRENCY)
                        .fetch(row -> new Sales(row.value1(), row.value2(), row.value3())));
    }

    private static Condition mine(StoreTx tx) {
        return SESSION.STORE_ID.eq(tx.storeId()).and(SESSION.LIVEMODE.eq(tx.livemode()));
    }
}
