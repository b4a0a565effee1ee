package io.cryptocheckout.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The programs beside the platform: the load generators from the system, the peers from npm, and how they are run. */
final class Programs {

    private Programs() {}

    /** Runs a program to its end and answers what it printed; a failure ends the bench with its output. */
    static String run(Path folder, List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException(String.join(" ", command) + " failed:\n" + output);
        }
        return output;
    }

    /** Ends the bench with one clear line where a program is missing. */
    static void require(String program, String debianPackage) {
        boolean found = List.of(System.getenv("PATH").split(":")).stream()
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
        if (!found) {
            throw new IllegalStateException(
                    "The bench needs " + program + ". On Debian: apt-get install " + debianPackage);
        }
    }

    /** Copies a class path resource into a folder. */
    static Path copy(String resource, Path folder) throws IOException {
        Path target = folder.resolve(resource.substring(resource.lastIndexOf('/') + 1));
        try (InputStream in = Programs.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException(resource + " is missing on the class path");
            }
            Files.write(target, in.readAllBytes());
        }
        return target;
    }
}
