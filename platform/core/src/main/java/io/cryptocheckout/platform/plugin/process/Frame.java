package io.cryptocheckout.platform.plugin.process;

import io.cryptocheckout.plugin.wire.Wire;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A frame of a child, of which nothing is to be believed.
 *
 * @param bytes
 *            how long it was
 */
record Frame(Map<?, ?> parts, int bytes) {
    private static final int WORDS = 500;
    private static final int MOST_ARGUMENTS = 4;
    private static final int MOST_ENTRIES = 64;

    static Frame of(byte[] content) throws IOException {
        if (Wire.decode(content) instanceof Map<?, ?> parts) {
            return new Frame(parts, content.length);
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

    /** What a question is about: text and maps of text, few of them, so that it holds not much more memory than it had bytes. */
    List<@Nullable Object> arguments() throws IOException {
        List<?> items = part("args", List.class);
        if (items.size() > MOST_ARGUMENTS || !items.stream().allMatch(Frame::isArgument)) {
            throw new IOException("A question's arguments are too many, or neither text nor maps of text");
        }
        return items.stream().<@Nullable Object>map(item -> item).toList();
    }

    private static boolean isArgument(@Nullable Object item) {
        return item instanceof String || item instanceof Map<?, ?> map && map.size() <= MOST_ENTRIES
                && map.values().stream().allMatch(String.class::isInstance);
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
