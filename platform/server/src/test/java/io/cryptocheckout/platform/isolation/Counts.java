package io.cryptocheckout.platform.isolation;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Properties;

/** How long each generated list must be: a list that lost a part would prove less and say nothing. */
final class Counts {
    private static final Properties COUNTS = read("/isolation/counts.properties");

    private Counts() {}

    static int of(String list) {
        return Integer.parseInt(COUNTS.getProperty(list));
    }

    /** A resource of names and values. */
    static Properties read(String resource) {
        Properties counts = new Properties();
        try (var file = Counts.class.getResourceAsStream(resource)) {
            counts.load(new InputStreamReader(file, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return counts;
    }
}
