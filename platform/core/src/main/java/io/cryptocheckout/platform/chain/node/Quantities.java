package io.cryptocheckout.platform.chain.node;

import io.cryptocheckout.platform.chain.Address;
import io.cryptocheckout.platform.chain.Hash;
import io.cryptocheckout.platform.chain.node.NodeFailure.Kind;
import java.math.BigInteger;
import java.time.Instant;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** The hexadecimal quantities and data of the Ethereum JSON-RPC, read strictly. */
public final class Quantities {

    private Quantities() {}

    public static BigInteger integer(@Nullable String quantity) {
        if (quantity == null || quantity.length() < 3 || quantity.length() > 66 || !quantity.startsWith("0x")) {
            throw malformed("quantity", quantity);
        }
        try {
            BigInteger value = new BigInteger(quantity.substring(2), 16);
            if (value.signum() >= 0) {
                return value;
            }
        } catch (NumberFormatException e) {
            // answered below
        }
        throw malformed("quantity", quantity);
    }

    public static long number(@Nullable String quantity) {
        BigInteger value = integer(quantity);
        if (value.bitLength() > 62) {
            throw malformed("number", quantity);
        }
        return value.longValue();
    }

    public static Instant time(@Nullable String quantity) {
        long seconds = number(quantity);
        if (seconds > 253_402_300_799L) { // the year 9999
            throw malformed("timestamp", quantity);
        }
        return Instant.ofEpochSecond(seconds);
    }

    public static Hash hash(@Nullable String data) {
        try {
            if (data != null) {
                return Hash.parse(data);
            }
        } catch (IllegalArgumentException e) {
            // answered below
        }
        throw malformed("hash", data);
    }

    public static Address address(@Nullable String data) {
        try {
            if (data != null && data.length() == 42 && data.startsWith("0x")) {
                return Address.of(HexFormat.of().parseHex(data, 2, 42));
            }
        } catch (IllegalArgumentException e) {
            // answered below
        }
        throw malformed("address", data);
    }

    /** The address in the last 20 bytes of an indexed event argument. */
    public static Address indexedAddress(@Nullable String topic) {
        try {
            if (topic != null && topic.length() == 66) {
                return Address.of(HexFormat.of().parseHex(topic, 26, 66));
            }
        } catch (IllegalArgumentException e) {
            // answered below
        }
        throw malformed("topic", topic);
    }

    public static String hex(long number) {
        return "0x" + Long.toHexString(number);
    }

    private static NodeFailure malformed(String what, @Nullable String value) {
        String shown = value == null ? "null" : value.substring(0, Math.min(80, value.length()));
        return new NodeFailure(Kind.INCONSISTENT, "the node's answer holds no " + what + " but " + shown);
    }
}
