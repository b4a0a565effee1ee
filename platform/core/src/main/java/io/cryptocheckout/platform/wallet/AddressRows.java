package io.cryptocheckout.platform.wallet;

import static io.cryptocheckout.jooq.wallet.Tables.ADDRESS;

import io.cryptocheckout.platform.chain.Address;
import io.cryptocheckout.platform.database.StoreTx;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * The rows of derived addresses, inside one store's transaction. PostgreSQL plans these statements for the average account, and one that
 * has sold for years has thousands of times as many rows. So every state stands in the statement itself, where a partial index can be
 * chosen by it, and chosen rows are named by their indexes in an array, which is looked up in the primary key whatever is expected.
 */
final class AddressRows {
    private static final Field<String> DERIVED = DSL.inline("derived");
    private static final Field<String> READY = DSL.inline("ready");
    private static final Field<String> TAKEN = DSL.inline("taken");

    /** A derived address of an account. */
    record Derived(int index, Address address) {}

    private AddressRows() {}

    static void insert(StoreTx tx, byte[] accountId, List<Derived> derived, String state, Instant now) {
        var insert = tx.sql().insertInto(ADDRESS, ADDRESS.STORE_ID, ADDRESS.LIVEMODE, ADDRESS.ACCOUNT_ID, ADDRESS.CHILD_INDEX,
                ADDRESS.ADDRESS_, ADDRESS.STATE, ADDRESS.CHANGED_AT);
        for (Derived each : derived) {
            insert = insert.values(tx.storeId(), tx.livemode(), accountId, each.index(), each.address().bytes(), state, now);
        }
        insert.onConflictDoNothing().execute();
    }

    /** Addresses that were derived and not yet checked, lowest index first. */
    static List<Derived> unchecked(StoreTx tx, byte[] accountId, int limit) {
        return tx.sql().select(ADDRESS.CHILD_INDEX, ADDRESS.ADDRESS_).from(ADDRESS).where(account(tx, accountId))
                .and(ADDRESS.STATE.eq(DERIVED)).orderBy(ADDRESS.CHILD_INDEX).limit(limit)
                .fetch(row -> new Derived(row.value1(), Address.of(row.value2())));
    }

    /** Counts up to a limit, so that the cost stays the same for a large pool. */
    static int countReady(StoreTx tx, byte[] accountId, int limit) {
        return tx.sql().fetchCount(tx.sql().selectOne().from(ADDRESS).where(account(tx, accountId)).and(ADDRESS.STATE.eq(READY))
                .limit(limit));
    }

    /** Moves checked addresses on, unless a restore was noticed meanwhile and skipped them. */
    static void checked(StoreTx tx, byte[] accountId, Collection<Derived> derived, String state, Instant now) {
        if (!derived.isEmpty()) {
            tx.sql().update(ADDRESS).set(ADDRESS.STATE, state).set(ADDRESS.CHANGED_AT, now).where(account(tx, accountId))
                    .and(ADDRESS.CHILD_INDEX.eq(DSL.any(derived.stream().map(Derived::index).toArray(Integer[]::new))))
                    .and(ADDRESS.STATE.eq(DERIVED)).execute();
        }
    }

    /** Takes ready addresses of the active wallet, lowest index first; parallel takers pass each other by. */
    static List<PooledAddress> take(StoreTx tx, WalletRows.Active wallet, int limit, String node, Instant now) {
        byte[] accountId = wallet.accountId();
        var picked = DSL.array(DSL.select(ADDRESS.CHILD_INDEX).from(ADDRESS).where(account(tx, accountId)).and(ADDRESS.STATE.eq(READY))
                .orderBy(ADDRESS.CHILD_INDEX).limit(limit).forUpdate().skipLocked());
        return tx.sql().update(ADDRESS).set(ADDRESS.STATE, "taken").set(ADDRESS.TAKEN_BY, node)
                .set(ADDRESS.CHANGED_AT, now).where(account(tx, accountId))
                .and(ADDRESS.CHILD_INDEX.eq(DSL.any(picked))).returning(ADDRESS.CHILD_INDEX, ADDRESS.ADDRESS_)
                .fetch(row -> new PooledAddress(wallet.walletId(), row.get(ADDRESS.CHILD_INDEX), Address.of(row.get(ADDRESS.ADDRESS_))))
                .stream()
                .sorted(Comparator.comparingInt(PooledAddress::index)).toList();
    }

    /** Returns addresses that a stopping node holds and never offered. */
    static void giveBack(StoreTx tx, Collection<PooledAddress> unused, String node, Instant now) {
        tx.sql().update(ADDRESS).set(ADDRESS.STATE, "ready").setNull(ADDRESS.TAKEN_BY).set(ADDRESS.CHANGED_AT, now)
                .where(ADDRESS.STORE_ID.eq(tx.storeId())).and(ADDRESS.LIVEMODE.eq(tx.livemode())).and(ADDRESS.STATE.eq(TAKEN))
                .and(ADDRESS.TAKEN_BY.eq(node)).and(ADDRESS.ADDRESS_.in(unused.stream().map(each -> each.address().bytes()).toList()))
                .execute();
    }

    /**
     * An address that turned out to have a life of its own is offered to nobody. One that a node holds does not come back from it, either;
     * whether a session stands at an address does not depend on this row.
     */
    static void retire(StoreTx tx, Address address, Instant now) {
        tx.sql().update(ADDRESS).set(ADDRESS.STATE, "used").set(ADDRESS.CHANGED_AT, now).where(ADDRESS.STORE_ID.eq(tx.storeId()))
                .and(ADDRESS.LIVEMODE.eq(tx.livemode())).and(ADDRESS.ADDRESS_.eq(address.bytes()))
                .and(ADDRESS.STATE.in("derived", "ready", "taken")).execute();
    }

    static @Nullable Integer highestTaken(StoreTx tx, byte[] accountId) {
        return tx.sql().select(DSL.max(ADDRESS.CHILD_INDEX)).from(ADDRESS).where(account(tx, accountId)).and(ADDRESS.STATE.eq(TAKEN))
                .fetchOne(0, Integer.class);
    }

    private static Condition account(StoreTx tx, byte[] accountId) {
        return ADDRESS.STORE_ID.eq(tx.storeId()).and(ADDRESS.LIVEMODE.eq(tx.livemode())).and(ADDRESS.ACCOUNT_ID.eq(accountId));
    }
}
