package io.cryptocheckout.platform.plugin.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.UserPrincipal;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The files that this server hands to plugins' processes, in one folder that nobody else can write to and that goes with the server. A
 * cleaner of temporary files may take all of it away while the server runs: what is asked for is made anew, of the very bytes it was made of
 * before.
 */
public final class OwnFolder implements AutoCloseable {
    private final Path parent;
    private final Map<Path, Kept> kept = new HashMap<>();
    private @Nullable Path folder;
    private @Nullable UserPrincipal owner;
    private @Nullable FileChannel lock;
    private boolean closed;

    /** Where the bytes of a file come from. */
    @FunctionalInterface
    public interface Content {
        byte[] read() throws IOException;
    }

    private record Kept(String name, byte[] sha256, Content again) {}

    /**
     * @param parent
     *            the folder for temporary files; nothing is made there before it is needed
     */
    public OwnFolder(Path parent) {
        this.parent = parent;
    }

    /** The same, where this machine has its temporary files, and what servers left behind there that were killed is removed. */
    public static OwnFolder begun() {
        Path parent = Path.of(System.getProperty("java.io.tmpdir"));
        LeftFolders.sweep(parent);
        return new OwnFolder(parent);
    }

    /**
     * Keeps a file.
     *
     * @param again
     *            asked where the file is gone; other bytes than these are not taken
     * @return where it lies now; ask {@link #there} before it is used
     */
    public synchronized Path add(String name, byte[] bytes, Content again) throws IOException {
        boolean taken = kept.values().stream().anyMatch(each -> each.name().equals(name));
        Kept file = new Kept(taken ? kept.size() + "-" + name : name, sha256(bytes), again);
        Path here = folder().resolve(file.name());
        write(here, bytes);
        kept.put(here, file);
        return here;
    }

    /**
     * Where a file lies that was kept, which is made anew if it is gone; any other file lies where it lies.
     *
     * @throws IOException
     *             where it cannot be made of the same bytes, with words for the operator
     */
    synchronized Path there(Path file) throws IOException {
        Kept known = kept.get(file);
        if (known == null) {
            return file;
        }
        Path here = folder().resolve(known.name());
        if (!Files.isRegularFile(here, LinkOption.NOFOLLOW_LINKS)) {
            write(here, same(known));
        }
        return here;
    }

    /** It is needed no more. */
    public synchronized void remove(Path file) throws IOException {
        kept.remove(file);
        Files.deleteIfExists(file);
    }

    /** A path in it at which nothing is kept. */
    Path resolve(String name) {
        try {
            return folder().resolve(name);
        } catch (IOException e) {
            throw new UncheckedIOException("There is no folder for the files of plugins: " + e.getMessage(), e);
        }
    }

    private synchronized Path folder() throws IOException {
        if (closed) {
            throw new IOException("The platform is stopping");
        }
        Path there = folder;
        if (there == null || !isOwn(there)) {
            release();
            there = Files.createTempDirectory(parent, FolderOwner.SELF.prefix());
            owner = Files.getOwner(there, LinkOption.NOFOLLOW_LINKS);
            lock = FolderOwner.locked(there);
            folder = there;
        }
        return there;
    }

    /** Its name is known to everybody: where it is gone, somebody else may have made one of that name. */
    private boolean isOwn(Path there) throws IOException {
        return Files.isDirectory(there, LinkOption.NOFOLLOW_LINKS)
                && Objects.equals(owner, Files.getOwner(there, LinkOption.NOFOLLOW_LINKS));
    }

    private static byte[] same(Kept file) throws IOException {
        byte[] bytes;
        try {
            bytes = file.again().read();
        } catch (IOException e) {
            throw new IOException("The file " + file.name() + " is gone, and so is the copy of it; put it back, or restart the platform",
                    e);
        }
        if (!MessageDigest.isEqual(file.sha256(), sha256(bytes))) {
            throw new IOException("The file " + file.name() + " has changed since the platform started, and the copy of what it was is"
                    + " gone; restart the platform");
        }
        return bytes;
    }

    /** Nobody finds half of it. */
    private static void write(Path file, byte[] bytes) throws IOException {
        Path part = Files.write(file.resolveSibling(file.getFileName() + ".part"), bytes, StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    private void release() throws IOException {
        if (lock != null) {
            lock.close();
        }
    }

    /** Removes it with all that is in it. */
    @Override
    public synchronized void close() throws IOException {
        closed = true;
        Path there = folder;
        if (there != null && isOwn(there)) {
            LeftFolders.delete(there);
        }
        release();
    }
}
