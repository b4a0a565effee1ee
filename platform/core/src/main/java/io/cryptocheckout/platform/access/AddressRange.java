package io.cryptocheckout.platform.access;

import java.net.InetAddress;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An address or a CIDR block (RFC 4632, RFC 4291) of an allow-list. Names are never resolved: only literals are
 * addresses here.
 */
record AddressRange(InetAddress network, int prefixLength) {
    private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");
    private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

    /** The range behind {@code 203.0.113.7}, {@code 203.0.113.0/24} or {@code 2001:db8::/32}; null where it is none. */
    static @Nullable AddressRange parse(String text) {
        int slash = text.indexOf('/');
        InetAddress network = literal(slash < 0 ? text : text.substring(0, slash));
        if (network == null) {
            return null;
        }
        int bits = network.getAddress().length * Byte.SIZE;
        if (slash < 0) {
            return new AddressRange(network, bits);
        }
        String length = text.substring(slash + 1);
        if (!length.matches("\\d{1,3}") || Integer.parseInt(length) > bits) {
            return null;
        }
        return new AddressRange(network, Integer.parseInt(length));
    }

    boolean contains(String address) {
        InetAddress candidate = literal(address);
        if (candidate == null) {
            return false;
        }
        byte[] wanted = network.getAddress();
        byte[] given = candidate.getAddress();
        if (wanted.length != given.length) {
            return false;
        }
        for (int bit = 0; bit < prefixLength; bit++) {
            int mask = 0x80 >> (bit % Byte.SIZE);
            if ((wanted[bit / Byte.SIZE] & mask) != (given[bit / Byte.SIZE] & mask)) {
                return false;
            }
        }
        return true;
    }

    private static @Nullable InetAddress literal(String text) {
        if (!IPV4.matcher(text).matches() && !IPV6.matcher(text).matches()) {
            return null;
        }
        try {
            return InetAddress.ofLiteral(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
