package io.cryptocheckout.plugin.launcher;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the platform wants started.
 *
 * @param arguments
 *            the program and what it is told
 * @param reads
 *            files and folders that the program may read besides the JVM's own
 * @param socket
 *            path of the socket the platform listens at; empty where only the walls are to be tried
 * @param secret
 *            by which the platform knows who connects
 * @param parent
 *            the platform's process
 * @param nice
 *            its priority, from 0 to 19
 * @param data
 *            bytes of memory it may write to
 * @param files
 *            files it may have open
 */
public record Order(List<String> arguments, List<String> reads, String socket, String secret, long parent, long nice, long data,
        long files) {

    /** Tries whether the machine offers the walls, and starts nothing. */
    public Order trial() {
        return new Order(arguments, reads, "", "", parent, nice, data, files);
    }

    boolean isTrial() {
        return socket.isEmpty();
    }

    /** As a plain value. */
    public Map<String, Object> toPlain() {
        Map<String, Object> plain = new LinkedHashMap<>();
        plain.put("arguments", arguments);
        plain.put("reads", reads);
        plain.put("socket", socket);
        plain.put("secret", secret);
        plain.put("parent", parent);
        plain.put("nice", nice);
        plain.put("data", data);
        plain.put("files", files);
        return plain;
    }

    static Order of(Object plain) {
        Map<?, ?> map = (Map<?, ?>) plain;
        return new Order(texts(map, "arguments"), texts(map, "reads"), (String) map.get("socket"), (String) map.get("secret"),
                (Long) map.get("parent"), (Long) map.get("nice"), (Long) map.get("data"), (Long) map.get("files"));
    }

    private static List<String> texts(Map<?, ?> map, String name) {
        return ((List<?>) map.get(name)).stream().map(String.class::cast).toList();
    }
}
