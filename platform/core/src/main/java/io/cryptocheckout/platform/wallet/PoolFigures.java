package io.cryptocheckout.platform.wallet;

import static io.cryptocheckout.jooq.wallet.Tables.ACCOUNT;
import static io.cryptocheckout.jooq.wallet.Tables.ADDRESS;
import static io.cryptocheckout.jooq.wallet.Tables.WALLET_;

import io.cryptocheckout.platform.database.QueueDepth;
import io.cryptocheckout.platform.database.QueueFigures;
import java.time.Instant;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/**
 * How the supply of addresses stands, over all stores.
 *
 * @param queue
 *            pools that are to be filled
 * @param wallets
 *            wallets in use
 * @param empty
 *            those without a checked address that is not handed to a node yet
 */
public record PoolFigures(QueueDepth queue, int wallets, int empty) {

    /** Counted as the operator, who sees no address and no key. */
    public static PoolFigures of(DSLContext operator, Instant now) {
        var wallets = operator.select(DSL.count(), DSL.count().filterWhere(DSL.notExists(DSL.selectOne().from(ADDRESS)
                .where(ADDRESS.STORE_ID.eq(WALLET_.STORE_ID), ADDRESS.LIVEMODE.eq(WALLET_.LIVEMODE),
                        ADDRESS.ACCOUNT_ID.eq(WALLET_.ACCOUNT_ID),
                        ADDRESS.STATE.eq(DSL.inline("ready"))))))
                .from(WALLET_).where(WALLET_.STATUS.eq(DSL.inline("active"))).fetchSingle();
        return new PoolFigures(QueueFigures.of(operator, ACCOUNT, ACCOUNT.REFILL_DUE, now), wallets.value1(), wallets.value2());
    }
}
