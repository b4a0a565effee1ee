package io.cryptocheckout.platform.chain.scan;

import io.cryptocheckout.platform.chain.Address;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * A set of addresses in one flat array with open addressing: 20 bytes a slot and no object per address, so that asking for
 * one costs the same among ten million as among ten. Addresses are only ever added.
 */
public final class AddressTable {
    private static final int WORDS = 5;
    private static final int SMALLEST = 1 << 10;

    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private int[] words;
    private int mask;
    private int size;

    public AddressTable() {
        this.words = new int[SMALLEST * WORDS];
        this.mask = SMALLEST - 1;
    }

    /** Adds the addresses; the zero address, which marks an empty slot, is never one that can be watched. */
    public void addAll(Iterable<Address> addresses) {
        lock.writeLock().lock();
        try {
            for (Address address : addresses) {
                add(address);
            }
        } finally {
            lock.writeLock().unlock();
        }
    }

    /** Runs the work with a test that holds still meanwhile. */
    public void reading(Consumer<Predicate<Address>> work) {
        lock.readLock().lock();
        try {
            work.accept(this::holds);
        } finally {
            lock.readLock().unlock();
        }
    }

    public boolean contains(Address address) {
        lock.readLock().lock();
        try {
            return holds(address);
        } finally {
            lock.readLock().unlock();
        }
    }

    public int size() {
        lock.readLock().lock();
        try {
            return size;
        } finally {
            lock.readLock().unlock();
        }
    }

    private boolean holds(Address address) {
        return !isZero(address) && !isEmpty(slot(words, mask, address));
    }

    private void add(Address address) {
        if (isZero(address)) {
            return;
        }
        if ((size + 1) * 10L > (mask + 1) * 7L) {
            grow();
        }
        int slot = slot(words, mask, address);
        if (isEmpty(slot)) {
            put(words, slot, address);
            size++;
        }
    }

    private void grow() {
        int capacity = Math.multiplyExact(mask + 1, 2);
        int[] larger = new int[Math.multiplyExact(capacity, WORDS)];
        for (int slot = 0; slot < words.length; slot += WORDS) {
            if (!isEmpty(slot)) {
                Address address = new Address(joined(words[slot], words[slot + 1]),
                        joined(words[slot + 2], words[slot + 3]), words[slot + 4]);
                put(larger, slot(larger, capacity - 1, address), address);
            }
        }
        words = larger;
        mask = capacity - 1;
    }

    /** The word index of the slot that holds the address, or of the empty one where it belongs. */
    private static int slot(int[] words, int mask, Address address) {
        int slot = (int) mixed(address) & mask;
        while (true) {
            int at = slot * WORDS;
            if (words[at + 4] == address.low() && joined(words[at], words[at + 1]) == address.high()
                    && joined(words[at + 2], words[at + 3]) == address.middle() || isEmpty(words, at)) {
                return at;
            }
            slot = (slot + 1) & mask;
        }
    }

    /** Addresses are hashes already; mixing all their bytes keeps vanity addresses with long equal runs from crowding. */
    private static long mixed(Address address) {
        long h = (address.high() ^ Long.rotateLeft(address.middle(), 23) ^ address.low()) * 0x9E3779B97F4A7C15L;
        return h ^ h >>> 32;
    }

    private static void put(int[] words, int at, Address address) {
        words[at] = (int) (address.high() >>> 32);
        words[at + 1] = (int) address.high();
        words[at + 2] = (int) (address.middle() >>> 32);
        words[at + 3] = (int) address.middle();
        words[at + 4] = address.low();
    }

    private boolean isEmpty(int at) {
        return isEmpty(words, at);
    }

    private static boolean isEmpty(int[] words, int at) {
        return (words[at] | words[at + 1] | words[at + 2] | words[at + 3] | words[at + 4]) == 0;
    }

    private static boolean isZero(Address address) {
        return (address.high() | address.middle() | address.low()) == 0;
    }

    private static long joined(int high, int low) {
        return (long) high << 32 | low & 0xffff_ffffL;
    }
}
