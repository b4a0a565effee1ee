package io.cryptocheckout.plugin.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The system's libraries that a JVM needs: those that this one has in its memory, wherever this system keeps them. */
final class Libraries {

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
        Path cache = Path.of("/etc/ld.so.cache");
        if (Files.exists(cache)) {
            allowed.put(cache, Landlock.READ_FILE);
        }
        return allowed;
    }

    private static List<String> maps() throws Unable {
        try {
            return Files.readAllLines(Path.of("/proc/self/maps"));
        } catch (IOException e) {
            throw new Unable("The launcher cannot read which libraries a JVM needs: " + e.getMessage());
        }
    }
}
