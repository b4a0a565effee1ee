package io.cryptocheckout.platform.wallet;

import static io.cryptocheckout.jooq.wallet.Tables.WALLET_;

import io.cryptocheckout.platform.authority.Scope;
import io.cryptocheckout.platform.chain.Address;
import io.cryptocheckout.platform.database.StoreTx;
import io.cryptocheckout.platform.tenancy.StoreStanding;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** The rows of wallets, from proposed to replaced. */
final class WalletRows {

    /**
     * A wallet's row.
     *
     * @param xpub
     *            sealed
     * @param accountKey
     *            sealed; null for watch-only
     */
    record Row(UUID id, byte[] accountId, byte[] xpub, String path, Address firstAddress, Custody custody, byte @Nullable [] accountKey,
            String status, @Nullable String challenge, Instant proposedAt, @Nullable Instant effectiveAt) {}

    /** The active wallet of a store and mode. */
    record Active(UUID walletId, byte[] accountId) {}

    /** A wallet of some store that the worker saw. */
    record Seen(Scope scope, UUID walletId) {}

    private WalletRows() {}

    static void propose(StoreTx tx, Row row, String proposedBy) {
        tx.sql().insertInto(WALLET_).set(WALLET_.STORE_ID, tx.storeId()).set(WALLET_.LIVEMODE, tx.livemode())
                .set(WALLET_.WALLET_ID, row.id())
                .set(WALLET_.ACCOUNT_ID, row.accountId()).set(WALLET_.XPUB, row.xpub()).set(WALLET_.PATH, row.path())
                .set(WALLET_.FIRST_ADDRESS, row.firstAddress().bytes()).set(WALLET_.CUSTODY, row.custody().stored())
                .set(WALLET_.ACCOUNT_KEY, row.accountKey()).set(WALLET_.STATUS, "proposed").set(WALLET_.CHALLENGE, row.challenge())
                .set(WALLET_.PROPOSED_BY, proposedBy).set(WALLET_.PROPOSED_AT, row.proposedAt()).execute();
    }

    static @Nullable Row find(StoreTx tx, UUID walletId) {
        return one(tx, WALLET_.WALLET_ID.eq(walletId));
    }

    /** Until the transaction ends, nobody else changes which wallet this store and mode uses. */
    static void lockChanges(StoreTx tx) {
        tx.sql().fetch("select pg_advisory_xact_lock(hashtextextended(?, 0))", "wallet:" + tx.storeId() + ":" + tx.livemode());
    }

    static @Nullable Row withStatus(StoreTx tx, String status) {
        return one(tx, WALLET_.STATUS.eq(status));
    }

    static @Nullable Active active(StoreTx tx) {
        return tx.sql().select(WALLET_.WALLET_ID, WALLET_.ACCOUNT_ID).from(WALLET_).where(scope(tx))
                .and(WALLET_.STATUS.eq(DSL.inline("active")))
                .fetchOne(row -> new Active(row.value1(), row.value2()));
    }

    static void activate(StoreTx tx, UUID walletId, Instant now) {
        tx.sql().update(WALLET_).set(WALLET_.STATUS, "replaced").set(WALLET_.ENDED_AT, now).setNull(WALLET_.ACCOUNT_KEY)
                .set(WALLET_.CUSTODY, Custody.WATCH_ONLY.stored()).where(scope(tx)).and(WALLET_.STATUS.eq("active")).execute();
        tx.sql().update(WALLET_).set(WALLET_.STATUS, "active").set(WALLET_.EFFECTIVE_AT, now).where(scope(tx))
                .and(WALLET_.WALLET_ID.eq(walletId)).execute();
    }

    static void schedule(StoreTx tx, UUID walletId, Instant effectiveAt) {
        tx.sql().update(WALLET_).set(WALLET_.STATUS, "scheduled").set(WALLET_.EFFECTIVE_AT, effectiveAt).where(scope(tx))
                .and(WALLET_.WALLET_ID.eq(walletId)).execute();
    }

    /** Ends a wallet that never became active; its account's private key is forgotten with it. */
    static void cancel(StoreTx tx, UUID walletId, Instant now) {
        tx.sql().update(WALLET_).set(WALLET_.STATUS, "canceled").set(WALLET_.ENDED_AT, now).setNull(WALLET_.ACCOUNT_KEY)
                .set(WALLET_.CUSTODY, Custody.WATCH_ONLY.stored()).where(scope(tx)).and(WALLET_.WALLET_ID.eq(walletId))
                .and(WALLET_.STATUS.in("proposed", "scheduled")).execute();
    }

    static void forgetAccountKey(StoreTx tx, UUID walletId) {
        tx.sql().update(WALLET_).setNull(WALLET_.ACCOUNT_KEY).set(WALLET_.CUSTODY, Custody.WATCH_ONLY.stored()).where(scope(tx))
                .and(WALLET_.WALLET_ID.eq(walletId)).execute();
    }

    // The states stand in the statements, so that the index of those that become effective can be chosen by them.

    /** Scheduled wallets of all stores whose time has come. */
    static List<Seen> due(DSLContext worker, Instant now) {
        return seen(worker, WALLET_.STATUS.eq(DSL.inline("scheduled")).and(WALLET_.EFFECTIVE_AT.le(now)));
    }

    /** Scheduled wallets of suspended stores that would become active before a moment. */
    static List<Seen> ofSuspended(DSLContext worker, Instant before) {
        return seen(worker, WALLET_.STATUS.eq(DSL.inline("scheduled")).and(WALLET_.EFFECTIVE_AT.lt(before))
                .and(WALLET_.STORE_ID.in(StoreStanding.suspended())));
    }

    /** Puts off a scheduled wallet. */
    static int postpone(StoreTx tx, UUID walletId, Instant until) {
        return tx.sql().update(WALLET_).set(WALLET_.EFFECTIVE_AT, until).where(WALLET_.STORE_ID.eq(tx.storeId()),
                WALLET_.LIVEMODE.eq(tx.livemode()), WALLET_.WALLET_ID.eq(walletId), WALLET_.STATUS.eq("scheduled")).execute();
    }

    /** Wallets of all stores that became active since a moment. */
    static List<Seen> activatedSince(DSLContext worker, Instant since) {
        return seen(worker, WALLET_.STATUS.eq(DSL.inline("active")).and(WALLET_.EFFECTIVE_AT.ge(since)));
    }

    private static List<Seen> seen(DSLContext worker, Condition which) {
        return worker.select(WALLET_.STORE_ID, WALLET_.LIVEMODE, WALLET_.WALLET_ID).from(WALLET_).where(which)
                .fetch(row -> new Seen(new Scope(row.value1(), row.value2()), row.value3()));
    }

    private static @Nullable Row one(StoreTx tx, Condition which) {
        return tx.sql().selectFrom(WALLET_).where(scope(tx)).and(which)
                .fetchOne(row -> new Row(row.getWalletId(), row.getAccountId(), row.getXpub(), row.getPath(),
                        Address.of(row.getFirstAddress()), Custody.of(row.getCustody()), row.getAccountKey(), row.getStatus(),
                        row.getChallenge(), row.getProposedAt(), row.getEffectiveAt()));
    }

    private static Condition scope(StoreTx tx) {
        return WALLET_.STORE_ID.eq(tx.storeId()).and(WALLET_.LIVEMODE.eq(tx.livemode()));
    }
}
