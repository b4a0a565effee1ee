package io.cryptocheckout.platform.chain;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * An EVM account address: 20 bytes, compared by value, the same on every network. Shown with the mixed-case checksum of
 * EIP-55.
 *
 * @param high
 *            bytes 0 to 7, big-endian
 * @param middle
 *            bytes 8 to 15, big-endian
 * @param low
 *            bytes 16 to 19, big-endian
 */
public record Address(long high, long middle, int low) {
    public static final int BYTES = 20;
    private static final Pattern SHAPE = Pattern.compile("0x[0-9a-fA-F]{40}");

    public static Address of(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("an address has 20 bytes, not " + bytes.length);
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return new Address(buffer.getLong(), buffer.getLong(), buffer.getInt());
    }

    /**
     * Reads {@code 0x} and 40 hexadecimal digits. All lower or all upper case carries no checksum and is accepted; mixed
     * case must have the checksum of EIP-55.
     *
     * @throws IllegalArgumentException
     *             with a sentence for a person, when it is not an address or its checksum is wrong
     */
    public static Address parse(String text) {
        if (!SHAPE.matcher(text).matches()) {
            throw new IllegalArgumentException("an address is 0x and 40 hexadecimal digits");
        }
        String digits = text.substring(2);
        Address address = of(HexFormat.of().parseHex(digits));
        boolean oneCase = digits.equals(digits.toLowerCase(Locale.ROOT))
                || digits.equals(digits.toUpperCase(Locale.ROOT));
        if (!oneCase && !address.toString().equals(text)) {
            throw new IllegalArgumentException(
                    "the capitals of " + text + " do not match its checksum: a character was mistyped");
        }
        return address;
    }

    public byte[] bytes() {
        return ByteBuffer.allocate(BYTES).putLong(high).putLong(middle).putInt(low).array();
    }

    /** Lower-case {@code 0x} hexadecimal, as in {@code Asset.contract} and in JSON-RPC. */
    public String hex() {
        return "0x" + HexFormat.of().formatHex(bytes());
    }

    /** The checksummed form of EIP-55. */
    @Override
    public String toString() {
        String digits = HexFormat.of().formatHex(bytes());
        byte[] hash = Keccak.hash(digits.getBytes(StandardCharsets.US_ASCII));
        StringBuilder shown = new StringBuilder(42).append("0x");
        for (int i = 0; i < digits.length(); i++) {
            int nibble = (hash[i / 2] >> (i % 2 == 0 ? 4 : 0)) & 0xf;
            char digit = digits.charAt(i);
            shown.append(nibble >= 8 ? Character.toUpperCase(digit) : digit);
        }
        return shown.toString();
    }
}
