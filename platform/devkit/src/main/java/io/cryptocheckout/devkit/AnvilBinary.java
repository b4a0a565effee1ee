package io.cryptocheckout.devkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Where the anvil program is: the one that {@code CHECKOUT_ANVIL} names, or the pinned one that npm fetches once by its lock file.
 * The lock file holds the package for Linux on x64; other machines name their own.
 */
final class AnvilBinary {

    private static final List<String> PACKAGE = List.of("package.json", "package-lock.json");
    private static final int OLDEST_NODE = 20;

    private AnvilBinary() {}

    /** The program's path, after installing it into the folder where it is not there yet. */
    static Path locate(Path folder) {
        String named = System.getenv("CHECKOUT_ANVIL");
        if (named != null && !named.isBlank()) {
            Path binary = Path.of(named).toAbsolutePath();
            if (!Files.isExecutable(binary)) {
                throw new MissingPrerequisite("CHECKOUT_ANVIL names " + binary + ", which is no program that can be run.");
            }
            return binary;
        }
        OwnerOnly.folder(folder);
        try (FileChannel channel = FileChannel.open(folder.resolve("install.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                var lock = channel.lock()) {
            Path binary = folder.resolve("node_modules/@foundry-rs/anvil-linux-amd64/bin/anvil");
            if (!lock.isValid() || !Files.isExecutable(binary) || !isCurrent(folder)) {
                install(folder);
            }
            return binary;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isCurrent(Path folder) throws IOException {
        Path installed = folder.resolve("node_modules/installed-package-lock.json");
        return Files.exists(installed) && Arrays.equals(Files.readAllBytes(installed), resource("package-lock.json"));
    }

    private static void install(Path folder) throws IOException {
        if (!System.getProperty("os.name").equals("Linux") || !List.of("amd64", "x86_64").contains(System.getProperty("os.arch"))) {
            throw new MissingPrerequisite("The pinned local chain is for Linux on x64: set CHECKOUT_ANVIL to the path of an anvil 1.7.1.");
        }
        checkNode(folder);
        for (String name : PACKAGE) {
            OwnerOnly.write(folder.resolve(name), resource(name));
        }
        Path log = folder.resolve("npm.log");
        if (run(folder, log, 300, "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund") != 0) {
            throw new MissingPrerequisite("npm could not fetch the local chain (anvil); it needs the npm registry once. See " + log);
        }
        // Written last: an installation that was cut short is done again.
        OwnerOnly.write(folder.resolve("node_modules/installed-package-lock.json"), resource("package-lock.json"));
    }

    private static void checkNode(Path folder) throws IOException {
        Path answer = folder.resolve("node-version.txt");
        String version = run(folder, answer, 30, "node", "--version") == 0 ? Files.readString(answer).strip() : "";
        String major = version.replaceFirst("^v(\\d+)\\..*", "$1");
        if (!major.matches("\\d+")) {
            throw new MissingPrerequisite(
                    "Node.js " + OLDEST_NODE + " or newer is needed for the local chain, and there is none on the PATH.");
        }
        if (Integer.parseInt(major) < OLDEST_NODE) {
            throw new MissingPrerequisite(
                    "Node.js " + OLDEST_NODE + " or newer is needed for the local chain; this one is " + version + ".");
        }
    }

    /** The exit code, or -1 where the program is not there or does not end in time. */
    private static int run(Path folder, Path output, int seconds, String... command) throws IOException {
        try {
            Process process = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true)
                    .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .redirectOutput(output.toFile()).start();
            if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return -1;
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return -1;
        } catch (IOException e) {
            return -1;
        }
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream file = AnvilBinary.class.getResourceAsStream("/anvil/" + name)) {
            if (file == null) {
                throw new IOException("/anvil/" + name + " is missing on the class path");
            }
            return file.readAllBytes();
        }
    }
}
