package io.cryptocheckout.devkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Processes that outlived the JVM that had started them, found by a pid file and known by their arguments. */
final class Orphans {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private Orphans() {}

    /** The living process whose number the file's first line holds and whose command line names the marker; null otherwise. */
    static @Nullable ProcessHandle find(Path pidFile, String marker) {
        if (!Files.exists(pidFile)) {
            return null;
        }
        try {
            String first = Files.readAllLines(pidFile).stream().findFirst().orElse("").strip();
            Optional<ProcessHandle> process = first.matches("\\d+") ? ProcessHandle.of(Long.parseLong(first)) : Optional.empty();
            return process.filter(ProcessHandle::isAlive).filter(found -> names(found, marker)).orElse(null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends the process in order, by force where it does not obey, and returns when it is gone. */
    static void end(ProcessHandle process) {
        CompletableFuture<ProcessHandle> gone = process.onExit();
        process.destroy();
        try {
            gone.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (Exception e) {
            process.destroyForcibly();
            gone.join();
        }
    }

    private static boolean names(ProcessHandle process, String marker) {
        String command = process.info().commandLine().orElse("");
        String arguments = Arrays.stream(process.info().arguments().orElse(new String[0])).reduce("", (all, one) -> all + " " + one);
        return command.contains(marker) || arguments.contains(marker);
    }
}
