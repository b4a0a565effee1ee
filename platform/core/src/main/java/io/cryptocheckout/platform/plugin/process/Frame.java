package io.cryptocheckout.platform.plugin.process;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A frame of a child, of which nothing is to be believed. */
record Frame(Map<?, ?> parts) {
    private static final int WORDS = 500;

    static Frame of(@Nullable Object content) throws IOException {
        if (content instanceof Map<?, ?> parts) {
            return new Frame(parts);
        }
        throw new IOException("a frame is no map");
    }

    String kind() throws IOException {
        return text("k");
    }

    String text(String name) throws IOException {
        return part(name, String.class);
    }

    /** Text for people, shortened. */
    String words(String name) throws IOException {
        return text(name).codePoints().limit(WORDS).collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    long number(String name) throws IOException {
        return part(name, Long.class);
    }

    List<@Nullable Object> list(String name) throws IOException {
        List<?> items = part(name, List.class);
        return items.stream().<@Nullable Object>map(item -> item).toList();
    }

    @Nullable
    Object value() {
        return parts.get("value");
    }

    private <T> T part(String name, Class<T> type) throws IOException {
        Object value = parts.get(name);
        if (!type.isInstance(value)) {
            throw new IOException("A frame's " + name + " is missing or of another type");
        }
        return type.cast(value);
    }
}
