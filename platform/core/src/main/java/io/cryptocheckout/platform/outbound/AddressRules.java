package io.cryptocheckout.platform.outbound;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which addresses are public: those a merchant's receiver may have. Ranges from the IANA special-purpose address registries (RFC 6890)
 * for IPv4; for IPv6 only global unicast (2000::/3), less its special parts. Java's own address flags miss half of them.
 */
final class AddressRules {
    private static final List<Range> REFUSED_V4 = ranges("0.0.0.0/8 unspecified", "10.0.0.0/8 private", "100.64.0.0/10 shared",
            "127.0.0.0/8 loopback", "169.254.0.0/16 link-local", "172.16.0.0/12 private", "192.0.0.0/24 protocol",
            "192.0.2.0/24 documentation", "192.88.99.0/24 translated", "192.168.0.0/16 private", "198.18.0.0/15 benchmarking",
            "198.51.100.0/24 documentation", "203.0.113.0/24 documentation", "224.0.0.0/4 multicast", "240.0.0.0/4 reserved",
            "168.63.129.16/32 metadata");
    private static final List<Range> REFUSED_V6 = ranges("2001::/23 protocol", "2001:db8::/32 documentation", "2002::/16 translated",
            "3fff::/20 documentation");
    private static final Range GLOBAL_V6 = range("2000::/3 global");

    private AddressRules() {}

    /** The kind of range the address lies in, such as {@code private}; null where it is public. */
    static @Nullable String problem(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (address instanceof Inet4Address) {
            return kindOf(bytes, REFUSED_V4);
        }
        if (address.isLoopbackAddress()) {
            return "loopback";
        }
        return GLOBAL_V6.holds(bytes) ? kindOf(bytes, REFUSED_V6) : "not global";
    }

    private static @Nullable String kindOf(byte[] address, List<Range> ranges) {
        return ranges.stream().filter(range -> range.holds(address)).map(Range::kind).findFirst().orElse(null);
    }

    private static List<Range> ranges(String... lines) {
        return Stream.of(lines).map(AddressRules::range).toList();
    }

    private static Range range(String line) {
        int slash = line.indexOf('/');
        int space = line.indexOf(' ');
        try {
            return new Range(InetAddress.getByName(line.substring(0, slash)).getAddress(),
                    Integer.parseInt(line.substring(slash + 1, space)), line.substring(space + 1));
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(line, e);
        }
    }

    private record Range(byte[] base, int bits, String kind) {

        boolean holds(byte[] address) {
            for (int bit = 0; bit < bits; bit++) {
                int mask = 0x80 >> (bit & 7);
                if ((address[bit >> 3] & mask) != (base[bit >> 3] & mask)) {
                    return false;
                }
            }
            return true;
        }
    }
}
