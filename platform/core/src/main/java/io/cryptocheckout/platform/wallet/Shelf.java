package io.cryptocheckout.platform.wallet;

import io.cryptocheckout.platform.chain.Address;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The addresses of one store and mode that this node holds in memory, all taken for it alone. */
final class Shelf {

    private static final Duration BUSY = Duration.ofSeconds(5);
    private static final Duration QUIET = Duration.ofMinutes(1);

    /** Held by whoever asks the table for more; the others wait for what he brings. */
    final ReentrantLock asking = new ReentrantLock();

    private final Deque<PooledAddress> addresses = new ArrayDeque<>();
    private final int smallestBatch;
    private final int largestBatch;
    private int batch;
    private @Nullable UUID walletId;
    private @Nullable Instant lastAsked;

    Shelf(int smallestBatch, int largestBatch) {
        this.smallestBatch = smallestBatch;
        this.largestBatch = largestBatch;
        this.batch = smallestBatch;
    }

    synchronized @Nullable PooledAddress poll() {
        return addresses.pollFirst();
    }

    /** Whether more should be brought before this runs out. */
    synchronized boolean low() {
        return addresses.size() <= batch / 2;
    }

    synchronized int size() {
        return addresses.size();
    }

    /** How many to take next: more while the last taking was moments ago, fewer again when it is long past. */
    synchronized int nextBatch(Instant now) {
        if (lastAsked != null) {
            Duration since = Duration.between(lastAsked, now);
            if (since.compareTo(BUSY) < 0) {
                batch = Math.min(batch * 2, largestBatch);
            } else if (since.compareTo(QUIET) > 0) {
                batch = Math.max(batch / 2, smallestBatch);
            }
        }
        lastAsked = now;
        return batch;
    }

    /** Puts new addresses behind the others; those of a former wallet are dropped, and stay burned. */
    synchronized void add(UUID fromWallet, List<PooledAddress> more) {
        keepOnly(fromWallet);
        addresses.addAll(more);
    }

    /** Puts one back in front, where no transaction has seen it. */
    synchronized void giveBack(PooledAddress address) {
        if (address.walletId().equals(walletId)) {
            addresses.addFirst(address);
        }
    }

    /** Drops what belongs to another wallet than the active one. */
    synchronized void keepOnly(UUID activeWallet) {
        if (!activeWallet.equals(walletId)) {
            addresses.clear();
            walletId = activeWallet;
        }
    }

    synchronized void remove(Address address) {
        addresses.removeIf(each -> each.address().equals(address));
    }

    synchronized List<PooledAddress> clear() {
        List<PooledAddress> rest = List.copyOf(addresses);
        addresses.clear();
        return rest;
    }
}
