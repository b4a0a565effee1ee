package io.cryptocheckout.platform.outbound;

import java.util.Set;
import java.util.function.Supplier;

/**
 * Whether receivers on this machine may be called in test mode, as the local profile wants it. Without such a bean none may.
 *
 * @param forbiddenPorts
 *            the ports that stay closed even then: the platform's own, the chain's, the database's. Asked at every use, because some
 *            are known only once everything runs
 */
public record LoopbackReceivers(boolean allowed, Supplier<Set<Integer>> forbiddenPorts) {

    /** What production has. */
    public static LoopbackReceivers refused() {
        return new LoopbackReceivers(false, Set::of);
    }

    boolean allows(boolean livemode, int port) {
        return allowed && !livemode && !forbiddenPorts.get().contains(port);
    }
}
