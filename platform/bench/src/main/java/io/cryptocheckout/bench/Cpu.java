package io.cryptocheckout.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** CPU time of processes as Linux counts it, in microseconds: wall rates wander on a shared machine, this does not. */
final class Cpu {

    /** Linux reports CPU time in ticks of a hundredth of a second. */
    private static final long MICROS_PER_TICK = 10_000;

    private Cpu() {}

    /** Microseconds used so far by the processes and their children that still run. */
    static long micros(long... roots) {
        long ticks = 0;
        for (long root : roots) {
            ticks += ProcessHandle.of(root).map(Cpu::ticksOfTree).orElse(0L);
        }
        return ticks * MICROS_PER_TICK;
    }

    private static long ticksOfTree(ProcessHandle process) {
        return ticks(process.pid()) + process.descendants().mapToLong(child -> ticks(child.pid())).sum();
    }

    private static long ticks(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
            List<String> fields = List.of(stat.substring(stat.lastIndexOf(')') + 2).split(" "));
            // utime, stime, and those of children that have ended (a PostgreSQL backend ends with its connection).
            return Long.parseLong(fields.get(11)) + Long.parseLong(fields.get(12)) + Long.parseLong(fields.get(13))
                    + Long.parseLong(fields.get(14));
        } catch (IOException ended) {
            return 0;
        }
    }
}
