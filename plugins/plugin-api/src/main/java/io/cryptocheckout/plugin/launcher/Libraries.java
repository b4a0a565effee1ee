package io.cryptocheckout.plugin.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What of the system a JVM needs: the libraries that this one has in its memory, wherever this system keeps them. */
final class Libraries {

    private static final int DEPTH = 3;

    private Libraries() {}

    /** The folders of the libraries, to be read; of the loader itself, to be executed. */
    static Map<Path, Long> ofThisJvm() throws Unable {
        Map<Path, Long> allowed = new LinkedHashMap<>();
        for (String line : maps()) {
            int at = line.indexOf('/');
            Path file = at < 0 ? null : Path.of(line.substring(at));
            if (file == null || !file.getFileName().toString().contains(".so") || !Files.isRegularFile(file)) {
                continue;
            }
            allowed.merge(file.getParent(), Landlock.READ_FILE | Landlock.READ_FOLDER, (one, other) -> one | other);
            if (file.getFileName().toString().startsWith("ld")) {
                allowed.put(file, Landlock.READ_FILE | Landlock.EXECUTE);
            }
        }
        linkedInto(Path.of(System.getProperty("java.home")), allowed);
        Path cache = Path.of("/etc/ld.so.cache");
        if (Files.exists(cache)) {
            allowed.put(cache, Landlock.READ_FILE);
        }
        return allowed;
    }

    /** Some systems keep the JDK's configuration elsewhere, and link to it from where the JDK looks. */
    private static void linkedInto(Path home, Map<Path, Long> allowed) throws Unable {
        for (String part : new String[]{"conf", "lib"}) {
            Path folder = home.resolve(part);
            if (!Files.exists(folder)) {
                continue;
            }
            try (Stream<Path> inside = Files.walk(folder, DEPTH)) {
                for (Path link : inside.filter(Files::isSymbolicLink).filter(Files::exists).toList()) {
                    Path target = link.toRealPath();
                    if (!target.startsWith(home)) {
                        allowed.merge(target, Landlock.READ_FILE | Landlock.READ_FOLDER, (one, other) -> one | other);
                    }
                }
            } catch (IOException e) {
                throw new Unable("The launcher cannot read the JDK's own folders: " + e.getMessage());
            }
        }
    }

    private static List<String> maps() throws Unable {
        try {
            return Files.readAllLines(Path.of("/proc/self/maps"));
        } catch (IOException e) {
            throw new Unable("The launcher cannot read which libraries a JVM needs: " + e.getMessage());
        }
    }
}
