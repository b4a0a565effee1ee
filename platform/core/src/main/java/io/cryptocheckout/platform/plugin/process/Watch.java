package io.cryptocheckout.platform.plugin.process;

import io.cryptocheckout.platform.plugin.process.PluginFault.Kind;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Looks at a child four times a second, and ends it where it holds or uses more than it may, or nobody calls it any more. */
final class Watch {
    private static final long EVERY_MILLIS = 250;
    private static final long KIB_OF_MIB = 1024;

    private final Child child;
    private final ProcessLimits limits;
    private final SchedulerGroup group;
    private CpuWindow cpu;
    private SchedulerRank rank;
    private int nice = -1;
    private volatile @Nullable Future<?> task;

    Watch(Child child, ProcessLimits limits) {
        this.child = child;
        this.limits = limits;
        this.group = SchedulerGroup.of(child.process().pid());
        Duration used = used();
        this.cpu = new CpuWindow(limits.cpuPercent(), limits.cpuWindow(), System.nanoTime(), used);
        this.rank = SchedulerRank.atStart(System.nanoTime(), used);
        tellScheduler();
    }

    void begin(ScheduledExecutorService threads) {
        task = threads.scheduleWithFixedDelay(this::look, EVERY_MILLIS, EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void look() {
        Future<?> self = task;
        if (!child.isUp()) {
            if (self != null) {
                self.cancel(false);
            }
            group.close();
            return;
        }
        Duration used = used();
        rank = rank.at(System.nanoTime(), used);
        tellScheduler();
        Usage usage = Usage.of(child.process().pid());
        if (usage.residentKiB() > limits.residentMiB() * KIB_OF_MIB) {
            kill(Kind.MEMORY, "The plugin's process held more than " + limits.residentMiB() + " MiB of memory");
        } else if (usage.threads() > limits.threads()) {
            kill(Kind.THREADS, "The plugin's process had more than " + limits.threads() + " threads");
        } else if (isTooBusy(used)) {
            kill(Kind.CPU, "The plugin's process kept a processor busy");
        } else if (child.idle().compareTo(limits.idle()) > 0) {
            child.stop();
        }
    }

    private void tellScheduler() {
        if (rank.nice() != nice && group.give(rank.nice())) {
            nice = rank.nice();
        }
    }

    private boolean isTooBusy(Duration used) {
        long now = System.nanoTime();
        CpuWindow.Verdict verdict = cpu.at(now, used);
        if (verdict == CpuWindow.Verdict.KEPT) {
            cpu = cpu.next(now, used);
        }
        return verdict == CpuWindow.Verdict.EXCEEDED;
    }

    private Duration used() {
        return child.process().info().totalCpuDuration().orElse(Duration.ZERO);
    }

    private void kill(Kind kind, String what) {
        child.end(new PluginFault(kind, what + ", and was ended", true));
    }
}
