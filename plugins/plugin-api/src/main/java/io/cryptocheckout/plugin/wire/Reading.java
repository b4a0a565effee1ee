package io.cryptocheckout.plugin.wire;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One frame being read, which counts the values it makes. */
final class Reading {
    private final ByteBuffer in;
    private int left = Wire.VALUES_LIMIT;

    Reading(ByteBuffer in) {
        this.in = in;
    }

    Object value(int depth) throws IOException {
        if (depth == 0 || left-- == 0) {
            throw new Malformed("A frame holds too many values, or nests them too deep");
        }
        byte tag = in.get();
        return switch (tag) {
            case '0' -> null;
            case 's' -> text();
            case 't' -> true;
            case 'f' -> false;
            case 'l' -> in.getLong();
            case 'd' -> decimal();
            case 'a' -> list(depth);
            case 'o' -> map(depth);
            default -> throw new Malformed("There is no value with the tag " + tag);
        };
    }

    private List<Object> list(int depth) throws IOException {
        int size = size();
        List<Object> list = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            list.add(value(depth - 1));
        }
        return list;
    }

    private Map<String, Object> map(int depth) throws IOException {
        int size = size();
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < size; i++) {
            if (!(value(depth - 1) instanceof String key)) {
                throw new Malformed("A map's key is no text");
            }
            map.put(key, value(depth - 1));
        }
        return map;
    }

    private BigDecimal decimal() throws IOException {
        String text = text();
        try {
            // A short text such as 1e999999999 would become a number that no memory holds once it is written out.
            BigDecimal number = text.length() > 2 * Wire.DIGITS_LIMIT ? null : new BigDecimal(text);
            if (number == null || !Writing.isOfBoundedLength(number)) {
                throw new Malformed("A number has more than " + Wire.DIGITS_LIMIT + " digits");
            }
            return number;
        } catch (NumberFormatException e) {
            throw new Malformed("A number is none");
        }
    }

    private String text() throws IOException {
        byte[] bytes = new byte[size()];
        in.get(bytes);
        String text = new String(bytes, StandardCharsets.UTF_8);
        if (text.indexOf(0) >= 0) {
            throw new Malformed("A text holds the character U+0000");
        }
        return text;
    }

    /** Never more than the frame still holds. */
    private int size() throws IOException {
        int size = in.getInt();
        if (size < 0 || size > in.remaining()) {
            throw new Malformed("A frame says more than it holds");
        }
        return size;
    }
}
