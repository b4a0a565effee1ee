import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Packs the plugin into the zip that a shop owner uploads: the same bytes from the same files, whenever and wherever it is built.
 * Arguments: the module's directory and its build directory.
 */
public class PackPlugin {

    private static final String NAME = "crypto-checkout-for-woocommerce";
    /** Of every file in the zip; a zip knows no time zone. */
    private static final LocalDateTime TIME = LocalDateTime.of(2026, 1, 1, 0, 0);

    public static void main(String[] arguments) throws IOException {
        Path module = Path.of(arguments[0]);
        Path target = Files.createDirectories(Path.of(arguments[1]));
        Map<String, Path> files = new TreeMap<>();
        collect(module.resolve(NAME), NAME + "/", files);
        // What the plugin shares with the PHP SDK; it has no Composer in a shop to fetch it.
        collect(module.resolve("../../api-spec/sdk-php/src").normalize(), NAME + "/lib/", files);
        try (Stream<Path> old = Files.list(target)) {
            for (Path zip : old.filter(file -> file.getFileName().toString().matches(NAME + "-.*\\.zip")).toList()) {
                Files.delete(zip);
            }
        }
        write(files, target.resolve(NAME + "-" + version(module.resolve(NAME).resolve(NAME + ".php")) + ".zip"));
    }

    private static void collect(Path folder, String prefix, Map<String, Path> files) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                String inside = folder.relativize(file).toString().replace('\\', '/');
                if (!inside.startsWith(".") && !inside.contains("/.")) {
                    files.put(prefix + inside, file);
                }
            }
        }
    }

    private static String version(Path main) throws IOException {
        Matcher header = Pattern.compile("^ \\* Version: *(\\S+)$", Pattern.MULTILINE).matcher(Files.readString(main));
        if (!header.find()) {
            throw new IOException(main + " has no line \" * Version: …\" in its header");
        }
        return header.group(1);
    }

    private static void write(Map<String, Path> files, Path zip) throws IOException {
        try (OutputStream bytes = Files.newOutputStream(zip); ZipOutputStream out = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, Path> file : files.entrySet()) {
                ZipEntry entry = new ZipEntry(file.getKey());
                entry.setTimeLocal(TIME);
                out.putNextEntry(entry);
                out.write(Files.readAllBytes(file.getValue()));
                out.closeEntry();
            }
        }
    }
}
