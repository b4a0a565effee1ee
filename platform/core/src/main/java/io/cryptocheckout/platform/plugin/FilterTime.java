package io.cryptocheckout.platform.plugin;

import io.cryptocheckout.plugin.Filter;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/**
 * How much time a store's filters may take, in both modes together: whoever waits for one holds a connection or a hand of the settlement,
 * which every other store needs too. Nobody waits for room; where there is none, a value stays as it was. Times are nanoseconds of a clock
 * that runs evenly.
 */
final class FilterTime {
    static final int AT_ONCE = 4;
    static final int AT_ONCE_OF_ALL = 8;
    /** Budgets that a store has in a row. */
    private static final int IN_A_ROW = 2;
    /** One part in so many of the time that passes comes back. */
    private static final int PARTS = 4;
    /** One part in so many of a budget is free each time, so that what is quick is always asked. */
    private static final int FREE_PARTS = 10;
    /**
     * Strangers open pages as often as they like, and must not use up the time of what decides about money; nor is anything free there, as a
     * plugin's process has only so much of a processor.
     */
    private static final Set<String> OF_PAGES = Set.of(Filter.CHECKOUT_BLOCKS.name(), Filter.RECEIPT_LINES.name());

    private final long most;
    private final long free;
    private final Semaphore all = new Semaphore(AT_ONCE_OF_ALL);
    private final Map<Whose, Account> accounts = new ConcurrentHashMap<>();

    private record Whose(UUID store, boolean ofPages) {}

    FilterTime(Duration budget) {
        this.most = budget.toNanos() * IN_A_ROW;
        this.free = budget.toNanos() / FREE_PARTS;
    }

    /** Whether a filter may be asked now. Who is told yes says when it was done. */
    boolean begin(UUID store, Filter<?> point, long now) {
        if (!all.tryAcquire()) {
            return false;
        }
        boolean begun = account(store, point, now).begin(now);
        if (!begun) {
            all.release();
        }
        return begun;
    }

    void end(UUID store, Filter<?> point, long took) {
        account(store, point, 0).end(isOfPages(point) ? took : Math.max(0, took - free));
        all.release();
    }

    private Account account(UUID store, Filter<?> point, long now) {
        return accounts.computeIfAbsent(new Whose(store, isOfPages(point)), whose -> new Account(most, now));
    }

    private static boolean isOfPages(Filter<?> point) {
        return OF_PAGES.contains(point.name());
    }

    /** What a store has left. */
    private static final class Account {
        private final long most;
        private long left;
        private long at;
        private int open;

        private Account(long most, long now) {
            this.most = most;
            this.left = most;
            this.at = now;
        }

        private synchronized boolean begin(long now) {
            left = Math.min(most, left + (now - at) / PARTS);
            at = now;
            boolean begun = left > 0 && open < AT_ONCE;
            open += begun ? 1 : 0;
            return begun;
        }

        private synchronized void end(long charged) {
            left -= charged;
            open--;
        }
    }
}
