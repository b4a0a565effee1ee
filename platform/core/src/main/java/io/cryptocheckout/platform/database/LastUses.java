package io.cryptocheckout.platform.database;

import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jooq.DSLContext;
import org.jooq.Query;

/**
 * Remembers when each of many things was last used and writes that in batches: a busy one costs one row a batch, not one a call. A
 * crash may lose the last few seconds, which no decision rests on.
 *
 * @param <K>
 *            names what is used
 */
public final class LastUses<K> {
    private final Database database;
    private final String why;
    private final Update<K> update;
    private final Map<K, Instant> unwritten = new ConcurrentHashMap<>();

    /**
     * @param why
     *            one sentence for the reader of the code: why things of many stores are written together
     * @param update
     *            writes one use as the worker; it never puts an earlier time in the place of a later one
     */
    public LastUses(Database database, String why, Update<K> update) {
        this.database = database;
        this.why = why;
        this.update = update;
    }

    /** The statement that writes one use. */
    @FunctionalInterface
    public interface Update<K> {
        Query of(DSLContext worker, K used, Instant at);
    }

    public void note(K used, Instant at) {
        unwritten.merge(used, at, LastUses::later);
    }

    /** Writes what was gathered; what could not be written is kept for the next time. */
    public void write() {
        Map<K, Instant> batch = Map.copyOf(unwritten);
        if (batch.isEmpty()) {
            return;
        }
        database.acrossTenants(why, worker -> worker
                .batch(batch.entrySet().stream().map(entry -> update.of(worker, entry.getKey(), entry.getValue())).toList()).execute());
        batch.forEach(unwritten::remove);
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
