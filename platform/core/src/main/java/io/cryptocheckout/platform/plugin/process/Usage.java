package io.cryptocheckout.platform.plugin.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What a process holds, as {@code /proc/<pid>/status} says it. */
record Usage(long residentKiB, long threads) {
    private static final Usage NOTHING = new Usage(0, 0);

    /** Of a process that is gone, and on a system that does not say, nothing. */
    static Usage of(long pid) {
        try {
            return read(Files.readAllLines(Path.of("/proc", String.valueOf(pid), "status")));
        } catch (IOException e) {
            return NOTHING;
        }
    }

    static Usage read(List<String> lines) {
        return new Usage(number(lines, "VmRSS:"), number(lines, "Threads:"));
    }

    private static long number(List<String> lines, String name) {
        return lines.stream().filter(line -> line.startsWith(name)).map(line -> line.replaceAll("\\D", ""))
                .filter(digits -> !digits.isEmpty())
                .mapToLong(Long::parseLong).findFirst().orElse(0);
    }
}
