package io.cryptocheckout.platform.plugin.process;

import java.time.Duration;

/** For how long at least one of several things went on. The time is given, in nanoseconds. */
final class Going {
    private int open;
    private long since;
    private long before;

    void begins(long nanos) {
        if (open == 0) {
            since = nanos;
        }
        open++;
    }

    void ends(long nanos) {
        open--;
        if (open == 0) {
            before += nanos - since;
        }
    }

    boolean isOn() {
        return open > 0;
    }

    Duration until(long nanos) {
        return Duration.ofNanos(isOn() ? before + nanos - since : before);
    }
}
