package io.cryptocheckout.plugin.wire;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Frames: four bytes of length, then one value. A value is a tag and its content: text, {@code long}, decimal, boolean, null, list or map
 * with text as keys. Neither side trusts the other: lengths, depth and the number of values are bounded before anything is made of them.
 */
public final class Wire {
    /** Bytes of one frame at most. */
    public static final int FRAME_LIMIT = 1 << 20;
    private static final int DEPTH_LIMIT = 32;
    private static final int VALUES_LIMIT = 50_000;

    private Wire() {}

    /** Reads one frame, or throws {@link EOFException} at the end of the stream. */
    public static Object read(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < 1 || length > FRAME_LIMIT) {
            throw new IOException("A frame of " + length + " bytes is not taken");
        }
        byte[] frame = new byte[length];
        in.readFully(frame);
        return decode(frame);
    }

    /**
     * Writes one frame and flushes it.
     *
     * @throws IllegalArgumentException
     *             where the value is not plain or too large; then nothing was written
     */
    public static void write(DataOutputStream out, Object value) throws IOException {
        byte[] frame = encode(value);
        out.writeInt(frame.length);
        out.write(frame);
        out.flush();
    }

    /** The value as a frame's content. */
    public static byte[] encode(Object value) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            write(new DataOutputStream(bytes), value, DEPTH_LIMIT);
        } catch (IOException e) {
            throw new IllegalStateException("Memory does not fail", e);
        }
        if (bytes.size() > FRAME_LIMIT) {
            throw new IllegalArgumentException("The value is larger than " + FRAME_LIMIT + " bytes");
        }
        return bytes.toByteArray();
    }

    /** The value of a frame's content. */
    public static Object decode(byte[] frame) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(frame));
        Object value = new Reading(in).value(DEPTH_LIMIT);
        if (in.available() > 0) {
            throw new IOException("A frame has bytes after its value");
        }
        return value;
    }

    private static void write(DataOutputStream out, Object value, int depth) throws IOException {
        if (depth == 0) {
            throw new IllegalArgumentException("The value is nested deeper than " + DEPTH_LIMIT);
        }
        switch (value) {
            case null -> out.writeByte('0');
            case String text -> text(out, 's', text);
            case Boolean flag -> out.writeByte(flag ? 't' : 'f');
            case Long number -> {
                out.writeByte('l');
                out.writeLong(number);
            }
            case Integer number -> {
                out.writeByte('l');
                out.writeLong(number);
            }
            case BigInteger number -> text(out, 'd', number.toString());
            case BigDecimal number -> text(out, 'd', number.toString());
            case List<?> list -> {
                out.writeByte('a');
                out.writeInt(list.size());
                for (Object each : list) {
                    write(out, each, depth - 1);
                }
            }
            case Map<?, ?> map -> {
                out.writeByte('o');
                out.writeInt(map.size());
                for (Map.Entry<?, ?> entry : map.entrySet()) {
                    write(out, String.valueOf(entry.getKey()), depth - 1);
                    write(out, entry.getValue(), depth - 1);
                }
            }
            default -> throw new IllegalArgumentException("A value of type " + value.getClass().getName() + " cannot be handed over");
        }
    }

    private static void text(DataOutputStream out, char tag, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeByte(tag);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    /** One reading, which counts what it makes. */
    private static final class Reading {
        private final DataInputStream in;
        private int left = VALUES_LIMIT;

        private Reading(DataInputStream in) {
            this.in = in;
        }

        private Object value(int depth) throws IOException {
            if (depth == 0 || left-- == 0) {
                throw new IOException("A frame holds too many values, or nests them too deep");
            }
            byte tag = in.readByte();
            return switch (tag) {
                case '0' -> null;
                case 's' -> text();
                case 't' -> true;
                case 'f' -> false;
                case 'l' -> in.readLong();
                case 'd' -> decimal();
                case 'a' -> list(depth);
                case 'o' -> map(depth);
                default -> throw new IOException("There is no value with the tag " + tag);
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
                    throw new IOException("A map's key is no text");
                }
                map.put(key, value(depth - 1));
            }
            return map;
        }

        private BigDecimal decimal() throws IOException {
            String text = text();
            try {
                // A short text such as 1e999999999 would become a number that no memory holds once it is written out.
                BigDecimal number = text.length() > 100 ? null : new BigDecimal(text);
                if (number == null || Math.abs((long) number.scale()) > 100) {
                    throw new IOException("A number has more than 100 digits");
                }
                return number;
            } catch (NumberFormatException e) {
                throw new IOException("A number is none", e);
            }
        }

        private String text() throws IOException {
            byte[] bytes = new byte[size()];
            in.readFully(bytes);
            return new String(bytes, StandardCharsets.UTF_8);
        }

        /** Never more than the frame still holds. */
        private int size() throws IOException {
            int size = in.readInt();
            if (size < 0 || size > in.available()) {
                throw new IOException("A frame says more than it holds");
            }
            return size;
        }
    }
}
