package io.cryptocheckout.platform.plugin.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A child's group with the scheduler (sched(7), "the autogroup feature"). Where Linux groups processes by session, a priority counts within
 * its session alone, and a session with one busy process gets as much as the database's or the server's; so the launcher opens a session for
 * the child, whose group has a priority of its own. Where there are no such groups, the process's priority is what counts.
 */
record SchedulerGroup(Path file) {
    private static final Logger LOG = LoggerFactory.getLogger(SchedulerGroup.class);
    private static final Path NOWHERE = Path.of("");

    /** That of a process, or none where it is the server's own. */
    static SchedulerGroup of(long pid) {
        Path file = Path.of("/proc", String.valueOf(pid), "autogroup");
        return new SchedulerGroup(name(file).equals(name(Path.of("/proc/self/autogroup"))) ? NOWHERE : file);
    }

    /** Sets the group's priority, from 0 to 19. The kernel takes one a tenth of a second from the whole system: whoever looks again tries again. */
    boolean give(int nice) {
        if (file.equals(NOWHERE)) {
            return true;
        }
        try {
            Files.writeString(file, String.valueOf(nice));
            return true;
        } catch (IOException e) {
            LOG.debug("The priority of {} stays as it is", file, e);
            return false;
        }
    }

    /** As "/autogroup-123"; empty where there are none. */
    private static String name(Path file) {
        try {
            String line = Files.readString(file);
            int end = line.indexOf(' ');
            return end < 0 ? line : line.substring(0, end);
        } catch (IOException e) {
            return "";
        }
    }
}
