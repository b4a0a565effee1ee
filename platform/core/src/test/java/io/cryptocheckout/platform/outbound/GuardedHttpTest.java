package io.cryptocheckout.platform.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GuardedHttpTest {
    private static final OutboundPolicy POLICY = new OutboundPolicy(false, Duration.ofSeconds(20), 1000);
    private static final OutboundPolicy HASTY = new OutboundPolicy(false, Duration.ofMillis(700), 1000);

    private final GuardedHttp http = new GuardedHttp(InetAddress::getAllByName, new LoopbackReceivers(true, Set::of));
    private final CountDownLatch done = new CountDownLatch(1);

    @AfterEach
    void close() {
        done.countDown();
        http.close();
    }

    @Test
    void an_answer_comes_back_with_status_headers_and_the_beginning_of_its_body() throws IOException {
        try (ServerSocket server = server(out -> write(out, "HTTP/1.1 201 Created\r\nX-Answer: yes\r\nContent-Length: 5\r\n\r\nhello"))) {
            Outcome outcome = post(server);
            assertThat(outcome.status()).isEqualTo(201);
            assertThat(outcome.body()).isEqualTo("hello");
            assertThat(outcome.headers()).containsEntry("x-answer", "yes");
            assertThat(outcome.succeeded()).isTrue();
        }
    }

    @Test
    void an_endless_body_is_cut_at_the_limit() throws IOException {
        try (ServerSocket server = server(out -> {
            write(out, "HTTP/1.1 200 OK\r\nContent-Length: 10737418240\r\n\r\n");
            while (done.getCount() > 0) {
                write(out, "x".repeat(8192));
            }
        })) {
            Outcome outcome = post(server);
            assertThat(outcome.status()).isEqualTo(200);
            assertThat(outcome.body()).hasSize(1000);
        }
    }

    @Test
    void a_body_that_drips_runs_into_the_deadline() throws IOException {
        try (ServerSocket server = server(out -> {
            write(out, "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n");
            while (!done.await(50, TimeUnit.MILLISECONDS)) {
                write(out, "x");
            }
        })) {
            assertThat(post(server, HASTY).error()).isEqualTo(Outcome.Failure.TIMEOUT);
        }
    }

    @Test
    void headers_that_drip_for_ever_run_into_the_deadline() throws IOException {
        try (ServerSocket server = server(out -> {
            write(out, "HTTP/1.1 200 OK\r\n");
            while (!done.await(50, TimeUnit.MILLISECONDS)) {
                write(out, "a: b\r\n");
            }
        })) {
            assertThat(post(server, HASTY).succeeded()).isFalse();
        }
    }

    @Test
    void interim_answers_without_end_run_into_the_deadline() throws IOException {
        try (ServerSocket server = server(out -> {
            while (!done.await(20, TimeUnit.MILLISECONDS)) {
                write(out, "HTTP/1.1 102 Processing\r\n\r\n");
            }
        })) {
            assertThat(post(server, HASTY).error()).isEqualTo(Outcome.Failure.TIMEOUT);
        }
    }

    @Test
    void silence_is_a_timeout_and_a_closed_port_a_broken_connection() throws IOException {
        int port;
        try (ServerSocket server = server(out -> done.await())) {
            port = server.getLocalPort();
            assertThat(post(server, HASTY).error()).isEqualTo(Outcome.Failure.TIMEOUT);
        }
        assertThat(http.post(URI.create("http://127.0.0.1:" + port + "/"), Map.of(), new byte[0], POLICY).error())
                .isEqualTo(Outcome.Failure.CONNECTION);
    }

    @Test
    void a_deadline_that_falls_between_two_steps_of_the_client_is_a_timeout_as_well() throws IOException {
        try (ServerSocket server = server(out -> done.await())) {
            for (int i = 0; i < 200; i++) {
                OutboundPolicy none = new OutboundPolicy(false, Duration.ofMillis(i % 4), 1000);
                assertThat(post(server, none).error()).isEqualTo(Outcome.Failure.TIMEOUT);
            }
        }
    }

    @Test
    void a_compressed_bomb_is_not_unpacked() throws IOException {
        try (ServerSocket server = server(
                out -> write(out, "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 3\r\n\r\nabc"))) {
            assertThat(post(server).body()).isEqualTo("abc");
        }
    }

    @Test
    void a_kept_connection_serves_the_next_request() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        Set<Integer> clientPorts = ConcurrentHashMap.newKeySet();
        server.createContext("/", exchange -> {
            clientPorts.add(exchange.getRemoteAddress().getPort());
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
        URI uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
        for (int i = 0; i < 5; i++) {
            assertThat(http.post(uri, Map.of(), new byte[10], POLICY).status()).isEqualTo(204);
        }
        server.stop(0);
        assertThat(clientPorts).hasSize(1);
    }

    private Outcome post(ServerSocket server) {
        return post(server, POLICY);
    }

    private Outcome post(ServerSocket server, OutboundPolicy policy) {
        return http.post(URI.create("http://127.0.0.1:" + server.getLocalPort() + "/"), Map.of("content-type", "application/json"),
                "{}".getBytes(StandardCharsets.UTF_8), policy);
    }

    private ServerSocket server(Script script) throws IOException {
        ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(() -> {
            while (!server.isClosed()) {
                try {
                    Socket socket = server.accept();
                    Thread.ofVirtual().start(() -> answer(socket, script));
                } catch (IOException closed) {
                    return;
                }
            }
        });
        return server;
    }

    private static void answer(Socket socket, Script script) {
        try (socket) {
            int read = socket.getInputStream().read(new byte[8192]);
            if (read > 0) {
                script.play(socket.getOutputStream());
            }
        } catch (IOException | InterruptedException gone) {
            // The client has heard enough.
        }
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    private interface Script {
        void play(OutputStream out) throws IOException, InterruptedException;
    }
}
