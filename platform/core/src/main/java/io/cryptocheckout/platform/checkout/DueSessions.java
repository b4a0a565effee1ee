package io.cryptocheckout.platform.checkout;

import static io.cryptocheckout.jooq.checkout.Tables.SESSION;
import static io.cryptocheckout.jooq.checkout.Tables.STRAY_ADDRESS;

import io.cryptocheckout.platform.authority.Scope;
import io.cryptocheckout.platform.chain.Address;
import io.cryptocheckout.platform.checkout.CheckoutSession.Stamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** The payment loop's queue as the worker sees it: across stores, and nothing but whose turn it is. */
final class DueSessions {
    /** How long a claim lasts; a node that dies leaves its sessions to the others after that. */
    static final Duration LEASE = Duration.ofSeconds(30);

    /** In the words of the index, which a parameter in their place would keep from being chosen. */
    private static final Condition AWAITING = DSL.condition("{0} <> '{}'", SESSION.AWAITED_CHAINS);

    private DueSessions() {}

    /**
     * A session that this node looks at now.
     *
     * @param seen
     *            its version and wakes before any fact was gathered
     */
    record Claimed(Scope scope, UUID id, Address address, Stamp seen) {}

    /** An address without a session whose owner must be told. */
    record Stray(Address address, int wakes) {}

    /**
     * Makes due the sessions of the changed addresses and those that wait for the next block of a network whose head moved. A changed
     * address that has no session becomes a stray.
     */
    static void wake(DSLContext worker, Collection<Address> changed, Set<Long> movedChains, Instant now) {
        Set<Address> strays = new HashSet<>(changed);
        Set<UUID> ids = new HashSet<>();
        if (!strays.isEmpty()) {
            worker.select(SESSION.ID, SESSION.ADDRESS).from(SESSION)
                    .where(SESSION.ADDRESS.in(strays.stream().map(Address::bytes).toList())).forEach(row -> {
                        ids.add(row.value1());
                        strays.remove(Address.of(row.value2()));
                    });
        }
        for (Long chain : movedChains) {
            ids.addAll(worker.select(SESSION.ID).from(SESSION)
                    .where(SESSION.AWAITED_CHAINS.contains(new Long[]{chain}), AWAITING).fetch(SESSION.ID));
        }
        wake(worker, ids, now);
        strays.stream().sorted(Comparator.comparing(Address::hex))
                .forEach(address -> worker.insertInto(STRAY_ADDRESS).set(STRAY_ADDRESS.ADDRESS, address.bytes())
                        .set(STRAY_ADDRESS.DUE_AT, now)
                        .onConflict(STRAY_ADDRESS.ADDRESS).doUpdate().set(STRAY_ADDRESS.DUE_AT, now)
                        .set(STRAY_ADDRESS.WAKES, STRAY_ADDRESS.WAKES.plus(1)).execute());
    }

    /** All rows are locked at once and in one order, so that two nodes never wait for each other. */
    private static void wake(DSLContext worker, Set<UUID> ids, Instant now) {
        if (!ids.isEmpty()) {
            worker.select(SESSION.ID).from(SESSION).where(SESSION.ID.in(ids)).orderBy(SESSION.ID).forUpdate().fetch();
            worker.update(SESSION)
                    .set(SESSION.DUE_AT,
                            DSL.least(DSL.coalesce(SESSION.DUE_AT, DSL.val(now, SESSION.DUE_AT)), DSL.val(now, SESSION.DUE_AT)))
                    .set(SESSION.WAKES, SESSION.WAKES.plus(1)).where(SESSION.ID.in(ids)).execute();
        }
    }

    /** Claims what is due, longest overdue first; nobody else gets it until the lease ends. */
    static List<Claimed> claim(DSLContext worker, int limit, Instant now) {
        var due = DSL.name("due").as(DSL.select(SESSION.ID).from(SESSION).where(SESSION.DUE_AT.le(now))
                .and(SESSION.LEASED_UNTIL.isNull().or(SESSION.LEASED_UNTIL.lt(now))).orderBy(SESSION.DUE_AT).limit(limit).forUpdate()
                .skipLocked());
        return worker.with(due).update(SESSION).set(SESSION.LEASED_UNTIL, now.plus(LEASE)).from(due)
                .where(SESSION.ID.eq(due.field(SESSION.ID)))
                .returningResult(SESSION.STORE_ID, SESSION.LIVEMODE, SESSION.ID, SESSION.ADDRESS, SESSION.VERSION, SESSION.WAKES)
                .fetch(row -> new Claimed(new Scope(row.value1(), row.value2()), row.value3(), Address.of(row.value4()),
                        new Stamp(row.value5(), 0, row.value6())));
    }

    /** Gives a claim back, to be looked at again at a later time. */
    static void release(DSLContext worker, UUID id, Instant dueAt) {
        worker.update(SESSION).setNull(SESSION.LEASED_UNTIL).set(SESSION.DUE_AT, dueAt).where(SESSION.ID.eq(id)).execute();
    }

    /** Every address whose session may still change by a payment. */
    static List<Address> open(DSLContext worker, boolean livemode) {
        return worker.select(SESSION.ADDRESS).from(SESSION).where(SESSION.DUE_AT.isNotNull(), SESSION.LIVEMODE.eq(livemode))
                .fetch(row -> Address.of(row.value1()));
    }

    /** Whose session it is, for the hosted page, which names a session before the store is known. */
    static @Nullable Scope scopeOf(DSLContext worker, UUID id) {
        return worker.select(SESSION.STORE_ID, SESSION.LIVEMODE).from(SESSION).where(SESSION.ID.eq(id))
                .fetchOne(row -> new Scope(row.value1(), row.value2()));
    }

    static List<Stray> claimStrays(DSLContext worker, int limit, Instant now) {
        var due = DSL.name("due").as(DSL.select(STRAY_ADDRESS.ADDRESS).from(STRAY_ADDRESS).where(STRAY_ADDRESS.DUE_AT.le(now))
                .orderBy(STRAY_ADDRESS.DUE_AT).limit(limit).forUpdate().skipLocked());
        return worker.with(due).update(STRAY_ADDRESS).set(STRAY_ADDRESS.DUE_AT, now.plus(LEASE)).from(due)
                .where(STRAY_ADDRESS.ADDRESS.eq(due.field(STRAY_ADDRESS.ADDRESS)))
                .returningResult(STRAY_ADDRESS.ADDRESS, STRAY_ADDRESS.WAKES)
                .fetch(row -> new Stray(Address.of(row.value1()), row.value2()));
    }

    /** Nobody owns the stray yet: it is looked at again later, or at once where something new came meanwhile. */
    static void postpone(DSLContext worker, Stray stray, Instant dueAt) {
        worker.update(STRAY_ADDRESS).set(STRAY_ADDRESS.DUE_AT, dueAt).set(STRAY_ADDRESS.WAKES, STRAY_ADDRESS.WAKES.plus(1))
                .where(STRAY_ADDRESS.ADDRESS.eq(stray.address().bytes()), STRAY_ADDRESS.WAKES.eq(stray.wakes())).execute();
    }

    /** The stray was told, unless something new came meanwhile. */
    static void doneWith(DSLContext worker, Stray stray, Instant now) {
        int deleted = worker.deleteFrom(STRAY_ADDRESS)
                .where(STRAY_ADDRESS.ADDRESS.eq(stray.address().bytes()), STRAY_ADDRESS.WAKES.eq(stray.wakes())).execute();
        if (deleted == 0) {
            worker.update(STRAY_ADDRESS).set(STRAY_ADDRESS.DUE_AT, now).where(STRAY_ADDRESS.ADDRESS.eq(stray.address().bytes())).execute();
        }
    }
}
