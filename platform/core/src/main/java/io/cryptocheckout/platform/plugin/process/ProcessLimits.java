package io.cryptocheckout.platform.plugin.process;

import java.time.Duration;

/**
 * What a plugin's process may use.
 *
 * @param heapMiB
 *            of the child's heap
 * @param residentMiB
 *            of memory that the process holds in all
 * @param threads
 *            of the process, those of the JVM included
 * @param cpuPercent
 *            of one core, over the window
 * @param start
 *            how long a child may take until it is ready
 * @param grace
 *            how long after its budget a call may still answer before the child is killed
 * @param idle
 *            after how long without a call the child is stopped
 */
public record ProcessLimits(int heapMiB, int residentMiB, int threads, int cpuPercent, Duration cpuWindow, Duration start, Duration grace,
        Duration idle) {
    public static final ProcessLimits DEFAULT = new ProcessLimits(64, 192, 64, 50, Duration.ofSeconds(10), Duration.ofMinutes(1),
            Duration.ofSeconds(2), Duration.ofMinutes(15));
    private static final int WHOLE = 100;

    public ProcessLimits {
        if (heapMiB < 16 || residentMiB < heapMiB || threads < 32 || cpuPercent < 1) {
            throw new IllegalArgumentException("A plugin's process needs a heap of at least 16 MiB, as much memory in all, and 32 threads");
        }
    }

    /** The processor's time that the process may take within the window. */
    Duration cpu() {
        return cpuWindow.multipliedBy(cpuPercent).dividedBy(WHOLE);
    }
}
