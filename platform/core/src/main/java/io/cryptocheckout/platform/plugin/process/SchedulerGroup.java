package io.cryptocheckout.platform.plugin.process;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A child's group with the scheduler (sched(7), "the autogroup feature"). Where Linux groups processes by session, a priority counts within
 * its session alone, and a session with one busy process gets as much as the database's or the server's; so the launcher opens a session
 * for the child, whose group has a priority of its own. Where there are no such groups, the process's priority is what counts.
 *
 * @param file
 *            open as long as the child is looked after, and so never another process's that was given its number; null where there is none
 */
record SchedulerGroup(@Nullable FileChannel file) implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SchedulerGroup.class);
    private static final Path OWN = Path.of("/proc/self/autogroup");

    /** That of a process, or none where it is the server's own. */
    static SchedulerGroup of(long pid) {
        Path path = Path.of("/proc", String.valueOf(pid), "autogroup");
        try {
            return new SchedulerGroup(name(path).equals(name(OWN)) ? null : FileChannel.open(path, StandardOpenOption.WRITE));
        } catch (IOException e) {
            LOG.debug("There are no groups with the scheduler here", e);
            return new SchedulerGroup(null);
        }
    }

    /**
     * Sets the group's priority, from 0 to 19. Where the server is not root, the kernel takes one such wish a tenth of a second from the
     * whole system: false where it did not take this one, and the next look tries again.
     */
    boolean give(int nice) {
        if (file == null) {
            return true;
        }
        try {
            file.write(ByteBuffer.wrap(String.valueOf(nice).getBytes(StandardCharsets.US_ASCII)));
            return true;
        } catch (IOException e) {
            LOG.debug("A plugin's priority stays as it is", e);
            return false;
        }
    }

    /** As "/autogroup-123". */
    private static String name(Path path) throws IOException {
        String line = Files.readString(path);
        int end = line.indexOf(' ');
        return end < 0 ? line : line.substring(0, end);
    }

    @Override
    public void close() {
        try {
            if (file != null) {
                file.close();
            }
        } catch (IOException e) {
            LOG.debug("A file of the kernel's could not be closed", e);
        }
    }
}
