package io.cryptocheckout.devkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * The folder of one local installation, readable by its owner alone and used by one process at a time. The lock belongs to the
 * process, so it is gone when the process is, however it ended.
 */
public final class DataFolder implements AutoCloseable {

    private static final SecureRandom RANDOM = new SecureRandom();

    private final Path path;
    private final FileChannel channel;
    private final FileLock lock;

    private DataFolder(Path path, FileChannel channel, FileLock lock) {
        this.path = path;
        this.channel = channel;
        this.lock = lock;
    }

    /** Opens the folder, making it where it is missing; {@link MissingPrerequisite} where another process has it open. */
    public static DataFolder open(Path folder) {
        Path path = OwnerOnly.folder(folder.toAbsolutePath().normalize());
        OwnerOnly.folder(path.resolve("secrets"));
        try {
            FileChannel channel = FileChannel.open(path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = tryLock(channel);
            if (lock == null) {
                channel.close();
                throw new MissingPrerequisite("Another Crypto Checkout runs with " + path
                        + ": stop it first, or set CHECKOUT_DATA_DIR to a folder of its own.");
            }
            return new DataFolder(path, channel, lock);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    public Path path() {
        return path;
    }

    /** The secret of that name: 32 random bytes in base64url, made at the first call and the same ever after. */
    public String secret(String name) {
        Path file = path.resolve("secrets").resolve(name);
        try {
            if (!Files.exists(file)) {
                byte[] random = new byte[32];
                RANDOM.nextBytes(random);
                OwnerOnly.write(file, Base64.getUrlEncoder().withoutPadding().encodeToString(random));
            }
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            lock.release();
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
