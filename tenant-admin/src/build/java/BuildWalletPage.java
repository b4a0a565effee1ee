import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * Bundles the browser's half of the wallet page into the static files, by npm and its lock file, or tests it. Arguments: what to do
 * ({@code build} or {@code test}), the module's directory, its build directory, the repository's root. Works on a copy in the build
 * directory, and does nothing while the sources are unchanged.
 */
public class BuildWalletPage {

    private static final String BUNDLE = "classes/static/admin-assets/wallet.js";

    public static void main(String[] arguments) throws Exception {
        Path sources = Path.of(arguments[1]).resolve("src/main/wallet-js");
        Path target = Path.of(arguments[2]);
        Path vectors = Path.of(arguments[3]);
        Path work = target.resolve("wallet-js");
        Path stamp = target.resolve("wallet-js." + arguments[0] + ".sha256");
        Path bundle = target.resolve(BUNDLE);
        String state = stateOf(sources, vectors.resolve("api-spec/vectors/address-vectors.json"));
        boolean done = Files.exists(stamp) && Files.readString(stamp).equals(state);
        if (done && (arguments[0].equals("test") || Files.exists(bundle))) {
            return;
        }
        copy(sources, work);
        if (arguments[0].equals("build")) {
            install(work);
            Files.createDirectories(bundle.getParent());
            run(work, vectors, "node", "build.mjs", bundle.toAbsolutePath().toString());
        } else {
            run(work, vectors, npm(), "run", "--silent", "test");
        }
        Files.writeString(stamp, state);
    }

    private static String stateOf(Path sources, Path vectors) throws Exception {
        MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
        for (Path file : filesOf(sources)) {
            sha256.update(sources.relativize(file).toString().getBytes(StandardCharsets.UTF_8));
            sha256.update(Files.readAllBytes(file));
        }
        sha256.update(Files.readAllBytes(vectors));
        return HexFormat.of().formatHex(sha256.digest());
    }

    private static List<Path> filesOf(Path sources) throws IOException {
        try (var files = Files.walk(sources)) {
            return files.filter(Files::isRegularFile).filter(file -> !sources.relativize(file).startsWith("node_modules")).sorted()
                    .toList();
        }
    }

    private static void copy(Path sources, Path work) throws IOException {
        for (Path file : filesOf(sources)) {
            Path copy = work.resolve(sources.relativize(file).toString());
            Files.createDirectories(copy.getParent());
            Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static void install(Path work) throws Exception {
        Path installed = work.resolve("node_modules/.installed.json");
        String lock = Files.readString(work.resolve("package-lock.json"));
        if (!Files.exists(installed) || !Files.readString(installed).equals(lock)) {
            run(work, work, npm(), "ci", "--ignore-scripts", "--no-audit", "--no-fund");
            Files.writeString(installed, lock);
        }
    }

    private static String npm() {
        return File.separatorChar == '\\' ? "npm.cmd" : "npm";
    }

    /** Runs a command quietly; its output is shown when it fails. */
    private static void run(Path work, Path vectors, String... command) throws Exception {
        Path log = work.resolve("build.log");
        ProcessBuilder process = new ProcessBuilder(new ArrayList<>(List.of(command))).directory(work.toFile()).redirectErrorStream(true)
                .redirectOutput(log.toFile());
        process.environment().put("CHECKOUT_VECTORS", vectors.toAbsolutePath().toString());
        process.environment().put("CI", "true");
        try {
            if (process.start().waitFor() == 0) {
                return;
            }
            System.err.println(Files.readString(log));
            System.err.println(String.join(" ", command) + " failed in " + work + " (its output is above).");
        } catch (IOException e) {
            System.err.println(
                    "Node 20.19 or later, with npm, is needed to build the wallet page: there is no " + command[0] + " on the PATH.");
        }
        System.exit(1);
    }
}
