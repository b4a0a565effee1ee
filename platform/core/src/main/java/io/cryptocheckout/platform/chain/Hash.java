package io.cryptocheckout.platform.chain;

import java.nio.ByteBuffer;
import java.util.HexFormat;

/** A block's or a transaction's hash: 32 bytes, compared by value, shown as lower-case {@code 0x} hexadecimal. */
public record Hash(long first, long second, long third, long fourth) {
    public static final int BYTES = 32;

    public static Hash of(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("a hash has 32 bytes, not " + bytes.length);
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return new Hash(buffer.getLong(), buffer.getLong(), buffer.getLong(), buffer.getLong());
    }

    /**
     * @throws IllegalArgumentException
     *             when it is not {@code 0x} and 64 hexadecimal digits
     */
    public static Hash parse(String text) {
        if (text.length() != 66 || !text.startsWith("0x")) {
            throw new IllegalArgumentException("a hash is 0x and 64 hexadecimal digits");
        }
        return of(HexFormat.of().parseHex(text, 2, 66));
    }

    public byte[] bytes() {
        return ByteBuffer.allocate(BYTES).putLong(first).putLong(second).putLong(third).putLong(fourth).array();
    }

    @Override
    public String toString() {
        return "0x" + HexFormat.of().formatHex(bytes());
    }
}
