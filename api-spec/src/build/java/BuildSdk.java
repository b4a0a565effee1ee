import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * Lints the specification, then generates, builds and tests the TypeScript SDK by npm. Arguments: the module's directory and its
 * build directory. Packages are installed only when the lock file changed.
 */
public class BuildSdk {

    private static final int OLDEST_NODE = 20;

    public static void main(String[] arguments) throws Exception {
        Path module = Path.of(arguments[0]);
        Path target = Path.of(arguments[1]);
        String complaint = complaintAboutNode();
        if (complaint != null) {
            System.err.println(complaint);
            System.exit(1);
        }
        install(module, target);
        for (String script : List.of("lint", "build", "test")) {
            npm(module, target, script, "run", "--silent", script);
        }
    }

    /** What is wrong with the Node on the path; null when nothing is. */
    private static String complaintAboutNode() throws InterruptedException {
        String needed = "Node " + OLDEST_NODE + " or later, with npm, is needed to build the SDK: ";
        try {
            Process node = new ProcessBuilder("node", "--version").redirectErrorStream(true).start();
            String version = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            if (node.waitFor() != 0 || !version.matches("v\\d+\\..*")) {
                return needed + "`node --version` answered \"" + version + "\".";
            }
            int major = Integer.parseInt(version.substring(1, version.indexOf('.')));
            return major < OLDEST_NODE ? needed + "this is " + version + "." : null;
        } catch (IOException e) {
            return needed + "there is no `node` on the PATH.";
        }
    }

    private static void install(Path module, Path target) throws Exception {
        MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
        for (String input : List.of("package-lock.json", "package.json", "sdk-typescript/package.json")) {
            sha256.update(Files.readAllBytes(module.resolve(input)));
        }
        String state = HexFormat.of().formatHex(sha256.digest());
        // Beside the packages, so that deleting either installs them again, and cleaning the build does not.
        Path stamp = module.resolve("node_modules/.installed.sha256");
        if (Files.exists(stamp) && Files.readString(stamp).equals(state)) {
            return;
        }
        npm(module, target, "install", "ci", "--no-audit", "--no-fund");
        Files.writeString(stamp, state);
    }

    /** Runs npm with its output in a file of the build directory, which is shown when it fails. */
    private static void npm(Path module, Path target, String step, String... arguments) throws Exception {
        boolean windows = File.separatorChar == '\\';
        List<String> command = new ArrayList<>(windows ? List.of("cmd", "/c", "npm") : List.of("npm"));
        command.addAll(List.of(arguments));
        Files.createDirectories(target);
        Path log = target.resolve("npm-" + step + ".log");
        ProcessBuilder npm = new ProcessBuilder(command).directory(module.toFile()).redirectErrorStream(true)
                .redirectOutput(log.toFile());
        npm.environment().put("CI", "true");
        // Neither tool may call home from a build.
        npm.environment().put("REDOCLY_TELEMETRY", "off");
        npm.environment().put("REDOCLY_SUPPRESS_UPDATE_NOTICE", "true");
        int status;
        try {
            status = npm.start().waitFor();
        } catch (IOException e) {
            System.err.println("npm is needed to build the SDK: there is none on the PATH.");
            System.exit(1);
            return;
        }
        if (status != 0) {
            System.err.println(Files.readString(log));
            System.err
                    .println("npm " + String.join(" ", arguments) + " failed in " + module + " (its output is above, and in " + log + ").");
            System.exit(1);
        }
    }
}
