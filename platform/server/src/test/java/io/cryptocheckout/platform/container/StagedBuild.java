package io.cryptocheckout.platform.container;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.util.FileSystemUtils;

/**
 * Carries out a Dockerfile's instructions without an engine: each stage is a folder, its absolute paths lie below that folder, and the
 * base images' tools (a JDK, Node) are this machine's.
 */
final class StagedBuild {

    private final Path repository;
    private final Path root;
    private final Map<String, String> environment = new HashMap<>();

    StagedBuild(Path repository, Path root) {
        this.repository = repository;
        this.root = root;
        String java = System.getProperty("java.home");
        environment.put("JAVA_HOME", java);
        environment.put("PATH", java + "/bin:" + System.getenv("PATH"));
    }

    Map<String, String> environment() {
        return Map.copyOf(environment);
    }

    /** Runs the stage and answers the folder that its last WORKDIR stands for. */
    Path run(Dockerfile.Stage stage) throws IOException, InterruptedException {
        Path workdir = root.resolve(stage.name());
        for (Dockerfile.Instruction instruction : stage.instructions()) {
            switch (instruction.word()) {
                case "WORKDIR" -> workdir = Files.createDirectories(
                        root.resolve(stage.name()).resolve(instruction.rest().substring(1)));
                case "COPY" -> copy(instruction.rest(), workdir);
                case "RUN" -> shell(instruction.rest(), workdir);
                case "ENV" -> env(instruction.rest());
                case "USER", "EXPOSE", "ENTRYPOINT" -> {
                    /* Of the start, not of the build. */
                }
                default -> throw new IllegalStateException("This test does not know " + instruction);
            }
        }
        return workdir;
    }

    private void env(String assignment) {
        String name = assignment.substring(0, assignment.indexOf('='));
        if (!name.equals("JAVA_HOME")) {
            environment.put(name, assignment.substring(name.length() + 1));
        }
    }

    private void copy(String arguments, Path workdir) throws IOException, InterruptedException {
        if (arguments.equals(". .")) {
            copyRepository(workdir);
        } else if (arguments.startsWith("--from=")) {
            String from = arguments.substring("--from=".length(), arguments.indexOf(' '));
            Path source = root.resolve(from);
            if (Files.isDirectory(source)) {
                FileSystemUtils.copyRecursively(source.resolve(arguments.split(" ")[1].substring(1)), workdir);
            }
        } else {
            throw new IllegalStateException("This test does not know COPY " + arguments);
        }
    }

    /** What git would give a newcomer, as the build context of a clean clone. */
    private void copyRepository(Path workdir) throws IOException, InterruptedException {
        String files = output(repository, "git", "ls-files", "--cached", "--others", "--exclude-standard");
        for (String file : files.lines().toList()) {
            Path source = repository.resolve(file);
            if (Files.exists(source)) {
                Path target = workdir.resolve(file);
                Files.createDirectories(target.getParent());
                Files.copy(source, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }

    private void shell(String command, Path workdir) throws IOException, InterruptedException {
        output(workdir, "sh", "-ec", command);
    }

    private String output(Path folder, String... command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new AssertionError(String.join(" ", command) + " failed:\n" + output);
        }
        return output;
    }

    /** Starts the entry point in the folder as the user whom the Dockerfile names, where this test may become another user. */
    Process start(Dockerfile file, Path folder, Map<String, String> more) throws IOException {
        List<String> command = new ArrayList<>();
        if (Files.getOwner(root).getName().equals("root")) {
            String[] user = file.last("USER").split(":");
            command.addAll(List.of("setpriv", "--reuid=" + user[0], "--regid=" + user[1], "--clear-groups"));
        }
        String entry = file.last("ENTRYPOINT");
        Stream.of(entry.substring(1, entry.length() - 1).split(","))
                .map(String::strip)
                .map(word -> word.substring(1, word.length() - 1))
                .forEach(command::add);
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(root.resolve("start.log").toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        builder.environment().putAll(more);
        return builder.start();
    }
}
