package io.cryptocheckout.platform.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An inner service listens on every address of this machine; whatever a merchant asks for, it must hear nothing. */
class HostileUrlsTest {
    private static final OutboundPolicy LIVE = new OutboundPolicy(true, Duration.ofSeconds(2), 1024);
    private static final OutboundPolicy TEST = new OutboundPolicy(false, Duration.ofSeconds(2), 1024);

    private final AtomicInteger heard = new AtomicInteger();
    private ServerSocket inner;

    @BeforeEach
    void listen() throws IOException {
        inner = new ServerSocket(0, 50, InetAddress.getByName("::"));
        Thread.ofVirtual().start(() -> {
            while (!inner.isClosed()) {
                try (var connection = inner.accept()) {
                    heard.incrementAndGet();
                } catch (IOException closed) {
                    return;
                }
            }
        });
    }

    @AfterEach
    void close() throws IOException {
        inner.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {
            // this machine, in every spelling
            "127.0.0.1", "127.0.0.2", "127.1", "127.0.1", "2130706433", "0x7f000001", "0x7f.0.0.1", "0x7f.1", "0177.0.0.1", "017700000001",
            "127.0.0.01", "0.0.0.0", "0", "[::1]", "[::]", "[0:0:0:0:0:0:0:1]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[::127.0.0.1]",
            "[::7f00:1]", "localhost", "LOCALHOST", "localhost.", "a.localhost", "localhost.localdomain", "ip6-localhost",
            // private, shared and link-local ranges
            "10.0.0.1", "10.255.255.255", "172.16.0.1", "172.31.255.255", "192.168.0.1", "100.64.0.1", "100.127.255.255", "169.254.0.1",
            "[fe80::1]", "[fe80::1%25eth0]", "[fec0::1]", "[fc00::1]", "[fd00::1]",
            // cloud metadata
            "169.254.169.254", "169.254.170.2", "100.100.100.200", "192.0.0.192", "168.63.129.16", "[fd00:ec2::254]",
            "metadata.google.internal", "[::ffff:169.254.169.254]", "2852039166", "0xa9fea9fe",
            // translated: an IPv4 address inside an IPv6 one
            "[64:ff9b::7f00:1]", "[64:ff9b::10.0.0.1]", "[64:ff9b:1::7f00:1]", "[2002:7f00:1::]", "[2001:0:7f00:1::]",
            "[::ffff:0:127.0.0.1]",
            // neither here nor there
            "192.88.99.1", "198.18.0.1", "198.19.255.255", "192.0.2.1", "198.51.100.1", "203.0.113.1", "224.0.0.1", "239.255.255.255",
            "240.0.0.1", "255.255.255.255", "[ff02::1]", "[2001:db8::1]", "[3fff::1]", "[5f00::1]", "[100::1]",
            // user names that look like hosts
            "shop.example.com@127.0.0.1", "shop.example.com:443@[::1]", "router.lan", "db.corp", "printer.local", "intranet"})
    void nothing_inside_is_ever_dialled(String host) throws IOException {
        try (GuardedHttp http = new GuardedHttp(InetAddress::getAllByName, LoopbackReceivers.refused())) {
            for (String scheme : new String[]{"http", "https"}) {
                String url = scheme + "://" + host + ":" + inner.getLocalPort() + "/hook";
                assertThat(new UrlRules(LoopbackReceivers.refused()).check(url, false)).as(url).isNotNull();
                if (parses(url)) {
                    assertThat(post(http, url, TEST).error()).as(url).isEqualTo(Outcome.Failure.REFUSED_ADDRESS);
                    assertThat(post(http, url, LIVE).error()).as(url).isEqualTo(Outcome.Failure.REFUSED_ADDRESS);
                }
            }
        }
        assertThat(heard).hasValue(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1", "10.0.0.1", "169.254.169.254", "100.64.0.1", "fd00::1", "64:ff9b::7f00:1", "2002:7f00:1::",
            "0.0.0.0", "::127.0.0.1", "198.18.0.1", "::ffff:127.0.0.1"})
    void a_public_name_that_leads_inside_is_not_dialled(String address) throws IOException {
        NameService rebound = host -> new InetAddress[]{InetAddress.getByName(address)};
        try (GuardedHttp http = new GuardedHttp(rebound, LoopbackReceivers.refused())) {
            assertThat(post(http, url("shop.example.com"), TEST).error()).isEqualTo(Outcome.Failure.REFUSED_ADDRESS);
        }
        assertThat(heard).hasValue(0);
    }

    @Test
    void a_name_that_is_public_at_first_and_inner_the_next_time_is_not_dialled() throws IOException {
        AtomicInteger asked = new AtomicInteger();
        NameService turning = host -> {
            if (asked.getAndIncrement() == 0) {
                throw new UnknownHostException("the first, harmless answer");
            }
            return new InetAddress[]{InetAddress.getByName("127.0.0.1")};
        };
        try (GuardedHttp http = new GuardedHttp(turning, LoopbackReceivers.refused())) {
            assertThat(post(http, url("shop.example.com"), TEST).error()).isEqualTo(Outcome.Failure.UNKNOWN_HOST);
            assertThat(post(http, url("shop.example.com"), TEST).error()).isEqualTo(Outcome.Failure.REFUSED_ADDRESS);
        }
        assertThat(asked).hasValue(2);
        assertThat(heard).hasValue(0);
    }

    @Test
    void one_inner_address_among_public_ones_refuses_the_name() throws IOException {
        NameService mixed = host -> new InetAddress[]{InetAddress.getByName("93.184.216.34"), InetAddress.getByName("127.0.0.1")};
        try (GuardedHttp http = new GuardedHttp(mixed, LoopbackReceivers.refused())) {
            assertThat(post(http, url("shop.example.com"), TEST).error()).isEqualTo(Outcome.Failure.REFUSED_ADDRESS);
        }
        assertThat(heard).hasValue(0);
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void a_redirect_to_an_inner_address_is_an_answer_and_not_followed(int status) throws IOException {
        HttpServer redirecting = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        redirecting.createContext("/", exchange -> {
            exchange.getResponseHeaders().set("location", url("127.0.0.1"));
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        redirecting.start();
        LoopbackReceivers allowed = new LoopbackReceivers(true, () -> Set.of(inner.getLocalPort()));
        try (GuardedHttp http = new GuardedHttp(InetAddress::getAllByName, allowed)) {
            Outcome outcome = post(http, "http://127.0.0.1:" + redirecting.getAddress().getPort() + "/", TEST);
            assertThat(outcome.status()).isEqualTo(status);
            assertThat(outcome.succeeded()).isFalse();
        } finally {
            redirecting.stop(0);
        }
        assertThat(heard).hasValue(0);
    }

    @Test
    void a_name_that_leads_to_a_forbidden_port_of_this_machine_is_not_dialled() throws IOException {
        NameService inward = host -> new InetAddress[]{InetAddress.getByName("127.0.0.1")};
        LoopbackReceivers allowed = new LoopbackReceivers(true, () -> Set.of(inner.getLocalPort()));
        try (GuardedHttp http = new GuardedHttp(inward, allowed)) {
            assertThat(post(http, url("shop.example.com"), TEST).error()).isEqualTo(Outcome.Failure.REFUSED_ADDRESS);
            assertThat(post(http, url("shop.example.com").replace("http:", "https:"), LIVE).error())
                    .isEqualTo(Outcome.Failure.REFUSED_ADDRESS);
        }
        assertThat(heard).hasValue(0);
    }

    private String url(String host) {
        return "http://" + host + ":" + inner.getLocalPort() + "/hook";
    }

    private static boolean parses(String url) {
        try {
            return new URI(url).isAbsolute();
        } catch (java.net.URISyntaxException e) {
            return false;
        }
    }

    private static Outcome post(GuardedHttp http, String url, OutboundPolicy policy) {
        return http.post(URI.create(url), Map.of("content-type", "application/json"), "{}".getBytes(), policy);
    }
}
