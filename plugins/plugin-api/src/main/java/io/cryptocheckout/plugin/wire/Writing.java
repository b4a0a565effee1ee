package io.cryptocheckout.plugin.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * One frame being written, which stops at the first byte or value too many: a list that holds itself twice would otherwise be written until
 * memory ends. The value may be of classes a stranger wrote, so nothing is asked twice.
 */
final class Writing {
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final int FIRST = 1024;

    private byte[] bytes = new byte[FIRST];
    private int count;
    private int left = Wire.VALUES_LIMIT;

    private Writing() {}

    static byte[] bytes(Object value) {
        Writing writing = new Writing();
        writing.value(value, Wire.DEPTH_LIMIT);
        return Arrays.copyOf(writing.bytes, writing.count);
    }

    private void room(int length) {
        if (length > Wire.FRAME_LIMIT - count) {
            throw new IllegalArgumentException("The value is larger than " + Wire.FRAME_LIMIT + " bytes");
        }
        if (length > bytes.length - count) {
            bytes = Arrays.copyOf(bytes, Math.max(count + length, 2 * bytes.length));
        }
    }

    private void tag(char tag) {
        room(1);
        bytes[count++] = (byte) tag;
    }

    private void number(int number) {
        room(Integer.BYTES);
        INT.set(bytes, count, number);
        count += Integer.BYTES;
    }

    private void value(Object value, int depth) {
        if (depth == 0 || left-- == 0) {
            throw new IllegalArgumentException(
                    "The value holds more than " + Wire.VALUES_LIMIT + " values, or nests them deeper than " + Wire.DEPTH_LIMIT);
        }
        switch (value) {
            case null -> tag('0');
            case String text -> text('s', text);
            case Boolean flag -> tag(flag ? 't' : 'f');
            case Long number -> whole(number);
            case Integer number -> whole(number);
            case BigInteger number -> decimal(number.bitLength() > 4 * Wire.DIGITS_LIMIT ? null : new BigDecimal(number));
            case BigDecimal number -> decimal(number);
            case List<?> list -> list(list.toArray(), depth);
            case Map<?, ?> map -> map(map.entrySet().toArray(), depth);
            default -> throw new IllegalArgumentException("A value of type " + value.getClass().getName() + " cannot be handed over");
        }
    }

    private void list(Object[] items, int depth) {
        tag('a');
        number(items.length);
        for (Object item : items) {
            value(item, depth - 1);
        }
    }

    private void map(Object[] entries, int depth) {
        tag('o');
        number(entries.length);
        for (Object each : entries) {
            if (!(each instanceof Map.Entry<?, ?> entry) || !(entry.getKey() instanceof String key)) {
                throw new IllegalArgumentException("A map's key is no text");
            }
            value(key, depth - 1);
            value(entry.getValue(), depth - 1);
        }
    }

    private void whole(long number) {
        tag('l');
        room(Long.BYTES);
        LONG.set(bytes, count, number);
        count += Long.BYTES;
    }

    private void decimal(BigDecimal number) {
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

    private void text(char tag, String text) {
        room(text.length());
        if (text.indexOf(0) >= 0) {
            throw new IllegalArgumentException("A text holds the character U+0000");
        }
        byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
        tag(tag);
        number(encoded.length);
        room(encoded.length);
        System.arraycopy(encoded, 0, bytes, count, encoded.length);
        count += encoded.length;
    }
}
