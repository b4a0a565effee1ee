package io.cryptocheckout.platform.plugin.process;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The server that a folder belongs to, as the folder's name says it.
 *
 * @param start
 *            when that process began, in milliseconds; 0 where the system does not say
 */
record FolderOwner(long pid, long start) {
    static final FolderOwner SELF = new FolderOwner(ProcessHandle.current().pid(), start(ProcessHandle.current()));

    private static final String PREFIX = "plugins-";
    private static final Pattern NAME = Pattern.compile(PREFIX + "(\\d{1,18})-([0-9a-z]{1,12})-\\d+");
    private static final String LOCK = "lock";
    /** The system reckons the start of a process from its clock, which may have been set meanwhile. */
    private static final Duration ABOUT = Duration.ofMinutes(1);
    private static final int DIGITS = 36;

    /** Null where it is the name of no such folder. */
    static @Nullable FolderOwner of(String name) {
        Matcher parts = NAME.matcher(name);
        return parts.matches() ? new FolderOwner(Long.parseLong(parts.group(1)), Long.parseLong(parts.group(2), DIGITS)) : null;
    }

    /** What the name of such a folder begins with; short, as the path of a socket may not be long. */
    String prefix() {
        return PREFIX + pid + "-" + Long.toString(start, DIGITS) + "-";
    }

    /** Takes the lock that says that the owner lives: the kernel gives it back with the process, whatever ends it. */
    static FileChannel locked(Path folder) throws IOException {
        FileChannel channel = FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        channel.tryLock();
        return channel;
    }

    /**
     * Whether the owner lives. The lock says it of a server in another container too, where a process id means another process; where a
     * cleaner of temporary files took the lock away, the process id has to do.
     */
    boolean lives(Path folder) {
        if (equals(SELF)) {
            // Whoever opens and closes his own lock gives it back.
            return true;
        }
        Path lock = folder.resolve(LOCK);
        return Files.isRegularFile(lock, LinkOption.NOFOLLOW_LINKS) ? isHeld(lock) : isRunning();
    }

    private static boolean isHeld(Path lock) {
        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE)) {
            return channel.tryLock() == null;
        } catch (IOException | OverlappingFileLockException e) {
            return true;
        }
    }

    private boolean isRunning() {
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).map(FolderOwner::start)
                .filter(began -> began == 0 || start == 0 || Math.abs(began - start) <= ABOUT.toMillis()).isPresent();
    }

    private static long start(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    }
}
