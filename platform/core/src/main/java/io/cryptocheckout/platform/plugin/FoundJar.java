package io.cryptocheckout.platform.plugin;

import io.cryptocheckout.platform.plugin.process.OwnFolder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A jar that may be a plugin, before anything is known of it.
 *
 * @param content
 *            its bytes as they are now
 * @param file
 *            where the operator put it; null where it comes with the platform
 */
record FoundJar(String name, OwnFolder.Content content, @Nullable Path file) {

    static FoundJar in(Path file) {
        return new FoundJar(String.valueOf(file.getFileName()), () -> bytes(file), file);
    }

    /** No more of it than shows that it is too large. */
    private static byte[] bytes(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IOException("It is no file");
        }
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes((int) JarCheck.LARGEST + 1);
        }
    }
}
