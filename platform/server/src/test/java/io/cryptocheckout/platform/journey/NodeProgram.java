package io.cryptocheckout.platform.journey;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;

/**
 * A program for Node in a process of its own, beside exactly the packages that its lock file names. It says one line of JSON when it
 * is ready; a test may then tell it acts, one line of JSON each, and reads one line for each. It ends with its standard input.
 */
final class NodeProgram implements AutoCloseable {
    private static final String LOCK = "package-lock.json";

    private final Process process;
    private final BufferedReader output;
    private final BufferedWriter input;
    /** What the program said when it was ready. */
    final JsonNode ready;

    static NodeProgram start(Path folder, String script, Map<String, String> environment) {
        install(folder);
        return new NodeProgram(folder, script, environment);
    }

    private NodeProgram(Path folder, String script, Map<String, String> environment) {
        ProcessBuilder builder = new ProcessBuilder("node", script).directory(folder.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().putAll(environment);
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException("Node 20 or later is needed on the PATH", e);
        }
        output = process.inputReader(StandardCharsets.UTF_8);
        input = process.outputWriter(StandardCharsets.UTF_8);
        ready = line();
    }

    JsonNode ask(String act, Map<String, ?> details) {
        Map<String, Object> line = new HashMap<>(details);
        line.put("act", act);
        try {
            input.write(Api.JSON.writeValueAsString(line));
            input.newLine();
            input.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return line();
    }

    private JsonNode line() {
        try {
            String line = output.readLine();
            if (line == null) {
                throw new AssertionError("The program ended; what it said stands in the log of the build");
            }
            return Api.JSON.readTree(line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        end(process);
    }

    /** Asks a process to end, and sees that it does. */
    static void end(Process process) {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }

    /** Installs what the lock file names, where that is not there yet; one process of tests at a time. */
    static synchronized void install(Path folder) {
        try (FileChannel turn = FileChannel.open(Path.of("target", "npm.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock held = turn.lock()) {
            if (!held.isValid()) {
                throw new IllegalStateException("The lock of the installations was lost");
            }
            Path stamp = folder.resolve("node_modules/installed-" + LOCK);
            if (Files.exists(stamp) && Files.mismatch(stamp, folder.resolve(LOCK)) < 0) {
                return;
            }
            run(folder, npm(), "ci", "--ignore-scripts", "--no-audit", "--no-fund");
            // Written last: an installation that was cut short is done again.
            Files.copy(folder.resolve(LOCK), stamp);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String npm() {
        return File.separatorChar == '\\' ? "npm.cmd" : "npm";
    }

    /** Runs a command to its end; what it said is the message where it fails. */
    static String run(Path folder, String... command) {
        try {
            Process process = new ProcessBuilder(List.of(command)).directory(folder.toFile()).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new AssertionError(String.join(" ", command) + " failed in " + folder + ": " + said);
            }
            return said;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
