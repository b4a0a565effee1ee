package io.cryptocheckout.platform.checkout;

import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for an effect of the outside world, for at most half a minute. */
final class Await {
    private static final long POLL_NANOS = 10_000_000;
    private static final int POLLS = 3_000;

    private Await() {}

    static void until(String what, BooleanSupplier condition) {
        for (int i = 0; i < POLLS; i++) {
            if (condition.getAsBoolean()) {
                return;
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
        throw new AssertionError("never happened: " + what);
    }
}
