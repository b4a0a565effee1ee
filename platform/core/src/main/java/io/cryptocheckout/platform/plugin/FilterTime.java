package io.cryptocheckout.platform.plugin;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import com.github.benmanes.caffeine.cache.Ticker;
import io.cryptocheckout.plugin.Filter;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

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
    private static final Duration REST = Duration.ofHours(1);
    /**
     * Strangers open pages as often as they like, and must not use up the time of what decides about money; nor is anything free there, as a
     * plugin's process has only so much of a processor.
     */
    private static final Set<String> OF_PAGES = Set.of(Filter.CHECKOUT_BLOCKS.name(), Filter.RECEIPT_LINES.name());

    private final long most;
    private final long free;
    private final Semaphore all = new Semaphore(AT_ONCE_OF_ALL);
    /** Kept for {@link #REST}: an account at rest is as good as a new one long before that, and no filter is asked for that long. */
    private final LoadingCache<Whose, Account> accounts;

    private record Whose(UUID store, boolean ofPages) {}

    FilterTime(Duration budget, Ticker time) {
        this.accounts = Caffeine.newBuilder().expireAfterAccess(REST).ticker(time).build(whose -> new Account());
        this.most = budget.toNanos() * IN_A_ROW;
        this.free = budget.toNanos() / FREE_PARTS;
    }

    FilterTime(Duration budget) {
        this(budget, Ticker.systemTicker());
    }

    /** Of how many accounts are kept. */
    long size() {
        return accounts.asMap().keySet().stream().count();
    }

    /** Whether a filter may be asked now. Who is told yes says when it was done. */
    boolean begin(UUID store, Filter<?> point, long now) {
        if (!all.tryAcquire()) {
            return false;
        }
        boolean begun = account(store, point).begin(now);
        if (!begun) {
            all.release();
        }
        return begun;
    }

    void end(UUID store, Filter<?> point, long took) {
        account(store, point).end(isOfPages(point) ? took : Math.max(0, took - free));
        all.release();
    }

    private Account account(UUID store, Filter<?> point) {
        return accounts.get(new Whose(store, isOfPages(point)));
    }

    private static boolean isOfPages(Filter<?> point) {
        return OF_PAGES.contains(point.name());
    }

    /** What a store has left. */
    private final class Account {
        private long left = most;
        private @Nullable Long at;
        private int open;

        private synchronized boolean begin(long now) {
            left = at == null ? left : Math.min(most, left + (now - at) / PARTS);
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
