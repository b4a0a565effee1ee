package io.cryptocheckout.platform.chain.store;

import static io.cryptocheckout.jooq.chain.Tables.WATCHED;
import static org.jooq.impl.DSL.select;

import io.cryptocheckout.platform.chain.Address;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.jooq.DSLContext;

/** The table of watched addresses. Its sequence is the order of commits. */
public final class WatchedAddresses {
    /** Any number of our own: whoever adds addresses holds this lock until its transaction is committed. */
    private static final long ORDER_OF_COMMITS = 0x63_68_61_69_6eL;

    private WatchedAddresses() {}

    /** One row of the tail. */
    public record Row(long seq, Address address, Instant addedAt) {}

    /**
     * Adds those that are new. Under one lock, so that no row can become visible behind a reader that has already passed its
     * sequence number; the database gives the lock back after the commit is visible.
     */
    public static int add(DSLContext worker, Collection<Address> addresses, Instant now) {
        byte[][] bytes = addresses.stream().distinct().map(Address::bytes).toArray(byte[][]::new);
        worker.fetch("select pg_advisory_xact_lock(?)", ORDER_OF_COMMITS);
        return worker.execute("""
                insert into chain.watched (address, added_at)
                select a, ?::timestamptz from unnest(?::bytea[]) as a
                on conflict (address) do nothing""", now.toString(), bytes);
    }

    /** Rows after a sequence number, in its order. */
    public static List<Row> after(DSLContext worker, long seq, int limit) {
        return worker.select(WATCHED.SEQ, WATCHED.ADDRESS, WATCHED.ADDED_AT)
                .from(WATCHED)
                .where(WATCHED.SEQ.gt(seq))
                .orderBy(WATCHED.SEQ)
                .limit(limit)
                .fetch(row -> new Row(row.value1(), Address.of(row.value2()), row.value3()));
    }

    /** The highest sequence number; 0 when nothing is watched. */
    public static long last(DSLContext worker) {
        Long last = worker.select(org.jooq.impl.DSL.max(WATCHED.SEQ)).from(WATCHED).fetchOne(0, Long.class);
        return last == null ? 0 : last;
    }

    /** Whether the address is watched. */
    public static boolean contains(DSLContext worker, Address address) {
        return worker.fetchExists(select(WATCHED.SEQ).from(WATCHED).where(WATCHED.ADDRESS.eq(address.bytes())));
    }
}
