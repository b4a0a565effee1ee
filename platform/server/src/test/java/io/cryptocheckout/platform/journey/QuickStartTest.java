package io.cryptocheckout.platform.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A new user's first ten minutes: the quick start's own commands, in its own order, against a fresh instance. */
class QuickStartTest {
    private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();
    private static final Pattern BLOCK = Pattern.compile("^```bash run\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);

    @Test
    void everyCommandWorksAsItIsWritten(@TempDir Path folder) throws Exception {
        Path data = Files.createDirectory(folder.resolve("data"));
        Path script = Files.writeString(folder.resolve("quickstart.sh"), commands());
        try (ServerProcess server = ServerProcess.start(data, List.of())) {
            Path output = folder.resolve("output.log");
            Process shell = shell(script, data, output);
            try {
                assertThat(shell.waitFor(5, TimeUnit.MINUTES)).as("ended: %s", Files.readString(output)).isTrue();
            } finally {
                // The receiver it starts in the background ends with it, also where a command failed.
                shell.descendants().forEach(ProcessHandle::destroy);
                shell.destroy();
            }
            String told = Files.readString(output);
            assertThat(shell.exitValue()).as(told).isZero();
            assertThat(told).contains("verified session.paid order-").contains("fulfil order-")
                    .contains("Sign in at " + server.text("dashboardUrl"));
        }
    }

    private static String commands() throws IOException {
        String page = Files.readString(ROOT.resolve("docs/quickstart.md"));
        return BLOCK.matcher(page).results().map(block -> block.group(1)).collect(Collectors.joining("\n", "set -euo pipefail\n", ""));
    }

    private static Process shell(Path script, Path data, Path output) throws IOException {
        ProcessBuilder shell = new ProcessBuilder("bash", script.toString()).directory(ROOT.toFile()).redirectErrorStream(true)
                .redirectOutput(output.toFile());
        shell.environment().put("CHECKOUT_DATA_DIR", data.toString());
        return shell.start();
    }
}
