package io.cryptocheckout.plugin.wire;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * One frame being written, which stops at the first byte or value too many: a list that holds itself twice would otherwise be written until
 * memory ends. The value may be of classes a stranger wrote, so nothing is asked twice.
 */
final class Writing {
    private final Content content = new Content();
    private final DataOutputStream out = new DataOutputStream(content);
    private int left = Wire.VALUES_LIMIT;

    private Writing() {}

    static byte[] bytes(Object value) {
        Writing writing = new Writing();
        try {
            writing.value(value, Wire.DEPTH_LIMIT);
        } catch (IOException e) {
            throw new IllegalStateException("Memory does not fail", e);
        }
        return writing.content.toByteArray();
    }

    /** Bytes in memory, as many as a frame holds. */
    private static final class Content extends ByteArrayOutputStream {

        void room(int length) {
            if (length > Wire.FRAME_LIMIT - count) {
                throw new IllegalArgumentException("The value is larger than " + Wire.FRAME_LIMIT + " bytes");
            }
        }

        @Override
        public synchronized void write(int b) {
            room(1);
            super.write(b);
        }

        @Override
        public synchronized void write(byte[] bytes, int offset, int length) {
            room(length);
            super.write(bytes, offset, length);
        }
    }

    private void value(Object value, int depth) throws IOException {
        if (depth == 0 || left-- == 0) {
            throw new IllegalArgumentException(
                    "The value holds more than " + Wire.VALUES_LIMIT + " values, or nests them deeper than " + Wire.DEPTH_LIMIT);
        }
        switch (value) {
            case null -> out.writeByte('0');
            case String text -> text('s', text);
            case Boolean flag -> out.writeByte(flag ? 't' : 'f');
            case Long number -> whole(number);
            case Integer number -> whole(number);
            case BigInteger number -> decimal(number.bitLength() > 4 * Wire.DIGITS_LIMIT ? null : new BigDecimal(number));
            case BigDecimal number -> decimal(number);
            case List<?> list -> list(list.toArray(), depth);
            case Map<?, ?> map -> map(map.entrySet().toArray(), depth);
            default -> throw new IllegalArgumentException("A value of type " + value.getClass().getName() + " cannot be handed over");
        }
    }

    private void list(Object[] items, int depth) throws IOException {
        out.writeByte('a');
        out.writeInt(items.length);
        for (Object item : items) {
            value(item, depth - 1);
        }
    }

    private void map(Object[] entries, int depth) throws IOException {
        out.writeByte('o');
        out.writeInt(entries.length);
        for (Object each : entries) {
            if (!(each instanceof Map.Entry<?, ?> entry) || !(entry.getKey() instanceof String key)) {
                throw new IllegalArgumentException("A map's key is no text");
            }
            value(key, depth - 1);
            value(entry.getValue(), depth - 1);
        }
    }

    private void whole(long number) throws IOException {
        out.writeByte('l');
        out.writeLong(number);
    }

    private void decimal(BigDecimal number) throws IOException {
        // A class of its own may pretend to be a number: only the one that is known to be harmless is written out.
        if (number == null || number.getClass() != BigDecimal.class || !isOfBoundedLength(number)) {
            throw new IllegalArgumentException("A number has more than " + Wire.DIGITS_LIMIT + " digits");
        }
        text('d', number.toString());
    }

    static boolean isOfBoundedLength(BigDecimal number) {
        return number.unscaledValue().bitLength() <= 4 * Wire.DIGITS_LIMIT && number.precision() <= Wire.DIGITS_LIMIT
                && Math.abs((long) number.scale()) <= Wire.DIGITS_LIMIT;
    }

    private void text(char tag, String text) throws IOException {
        content.room(text.length());
        if (text.indexOf(0) >= 0) {
            throw new IllegalArgumentException("A text holds the character U+0000");
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeByte(tag);
        out.writeInt(bytes.length);
        out.write(bytes);
    }
}
