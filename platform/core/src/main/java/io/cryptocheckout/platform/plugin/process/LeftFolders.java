package io.cryptocheckout.platform.plugin.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.UserPrincipal;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Folders of servers that were killed and could not remove them. */
final class LeftFolders {
    private static final Logger LOG = LoggerFactory.getLogger(LeftFolders.class);

    private LeftFolders() {}

    /** Removes those of this user whose server is no more. */
    static void sweep(Path parent) {
        try (Stream<Path> all = Files.list(parent)) {
            List<Path> known = all.filter(each -> FolderOwner.of(String.valueOf(each.getFileName())) != null).toList();
            if (known.isEmpty()) {
                return;
            }
            UserPrincipal self = self(parent);
            for (Path each : known) {
                // Nothing in a stranger's folder is so much as opened.
                if (Files.getOwner(each, LinkOption.NOFOLLOW_LINKS).equals(self) && isLeft(each)) {
                    delete(each);
                }
            }
        } catch (IOException | UncheckedIOException e) {
            LOG.debug("What other servers left in {} stays", parent, e);
        }
    }

    private static boolean isLeft(Path folder) {
        FolderOwner owner = FolderOwner.of(String.valueOf(folder.getFileName()));
        return owner != null && Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS) && !owner.lives(folder);
    }

    /** Who this process is to the file system, which in a container has no name for it. */
    private static UserPrincipal self(Path parent) throws IOException {
        Path trial = Files.createTempFile(parent, "plugins", null);
        try {
            return Files.getOwner(trial);
        } finally {
            Files.delete(trial);
        }
    }

    /** Removes a folder with all that is in it, and nothing that a link in it leads to. */
    static void delete(Path folder) throws IOException {
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes about) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path each, @Nullable IOException trouble) throws IOException {
                Files.deleteIfExists(each);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
