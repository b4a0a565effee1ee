package io.cryptocheckout.platform.isolation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Properties;

/** How long each generated list must be: a list that lost a part would prove less and say nothing. */
final class Counts {
    private static final Properties COUNTS = read();

    private Counts() {}

    static int of(String list) {
        return Integer.parseInt(COUNTS.getProperty(list));
    }

    private static Properties read() {
        Properties counts = new Properties();
        try (var file = Counts.class.getResourceAsStream("/isolation/counts.properties")) {
            counts.load(new java.io.InputStreamReader(file, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return counts;
    }
}
