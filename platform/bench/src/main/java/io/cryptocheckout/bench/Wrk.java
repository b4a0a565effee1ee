package io.cryptocheckout.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One closed-loop run of {@code wrk} with one thread. Any answer that is not 2xx, and any socket error, fails the run. */
record Wrk(double requestsPerSecond, long requests) {

    private static final Pattern REQUESTS = Pattern.compile("(\\d+) requests in");
    private static final Pattern RATE = Pattern.compile("Requests/sec:\\s+([0-9.]+)");

    static Wrk run(Path folder, Path script, int connections, int seconds, String url, List<String> arguments) throws Exception {
        List<String> command = new java.util.ArrayList<>(List.of(
                "wrk", "-t1", "-c" + connections, "-d" + seconds + "s", "--timeout", "10s", "-s", script.toString(), url, "--"));
        command.addAll(arguments);
        String output = Programs.run(folder, command);
        if (output.contains("Non-2xx") || output.contains("Socket errors")) {
            throw new IllegalStateException("An answer was an error, and an error is fast:\n" + output);
        }
        return new Wrk(Double.parseDouble(find(RATE, output)), Long.parseLong(find(REQUESTS, output)));
    }

    private static String find(Pattern pattern, String output) {
        Matcher matcher = pattern.matcher(output);
        if (!matcher.find()) {
            throw new IllegalStateException("wrk printed no figure:\n" + output);
        }
        return matcher.group(1);
    }
}
