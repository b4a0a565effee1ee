package io.cryptocheckout.plugin;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;

/** JSON (RFC 8259) as plain values: text, {@link Long}, {@link BigDecimal}, {@link Boolean}, null, lists and maps that keep their order. */
public final class Json {

    private Json() {}

    /**
     * @throws IllegalArgumentException
     *             where the text is no JSON, nests deeper than 100, or holds a number of more than 100 digits
     */
    public static Object read(String text) {
        return new JsonReading(text).all();
    }

    /** The object in the text; what is null in it is missing in {@link Facts}. */
    public static Facts object(String text) {
        if (!(read(text) instanceof Map<?, ?> map)) {
            throw new IllegalArgumentException("The JSON is no object");
        }
        return Facts.of(map);
    }

    /**
     * @throws IllegalArgumentException
     *             where a value is none of the plain ones
     */
    public static String write(Object value) {
        StringBuilder out = new StringBuilder();
        write(out, value);
        return out.toString();
    }

    private static void write(StringBuilder out, Object value) {
        switch (value) {
            case null -> out.append("null");
            case String text -> quote(out, text);
            case Boolean flag -> out.append(flag);
            case Integer number -> out.append(number);
            case Long number -> out.append(number);
            case BigInteger number -> out.append(number);
            case BigDecimal number -> out.append(number.toPlainString());
            case List<?> list -> {
                String before = "[";
                for (Object each : list) {
                    out.append(before);
                    write(out, each);
                    before = ",";
                }
                out.append(list.isEmpty() ? "[]" : "]");
            }
            case Map<?, ?> map -> {
                String before = "{";
                for (Map.Entry<?, ?> entry : map.entrySet()) {
                    out.append(before);
                    quote(out, String.valueOf(entry.getKey()));
                    out.append(':');
                    write(out, entry.getValue());
                    before = ",";
                }
                out.append(map.isEmpty() ? "{}" : "}");
            }
            default -> throw new IllegalArgumentException("JSON has no value of type " + value.getClass().getName());
        }
    }

    private static void quote(StringBuilder out, String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"', '\\' -> out.append('\\').append(c);
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (c < 0x20 || c == '\u2028' || c == '\u2029') {
                        out.append("\\u%04x".formatted((int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }
}
