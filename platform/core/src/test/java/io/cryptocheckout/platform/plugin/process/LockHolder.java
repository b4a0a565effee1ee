package io.cryptocheckout.platform.plugin.process;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Another server, as far as its folder shows one: holds the lock in there until its input ends. Needs nothing but the JDK. */
final class LockHolder {

    private LockHolder() {}

    public static void main(String[] folder) throws IOException {
        try (FileChannel lock = FileChannel.open(Path.of(folder[0], "lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            lock.lock();
            System.out.println("held");
            System.in.read();
        }
    }
}
