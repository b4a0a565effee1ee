package io.cryptocheckout.platform.chain.node;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A WebSocket server (RFC 6455) that behaves, connection by connection, as a test says; the last behaviour stays. */
public final class ScriptedSocket implements AutoCloseable {
    private static final String ACCEPT = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final Pattern KEY = Pattern.compile("(?i)Sec-WebSocket-Key: *(\\S+)");

    private final ServerSocket server;
    private final List<Behaviour> script;
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    public final AtomicInteger connections = new AtomicInteger();

    /** What one connection does once it is made; when it returns, the connection stays open and says nothing more. */
    public interface Behaviour {
        /** The connection breaks before anything is said. */
        Behaviour DROPPED = (in, out) -> in.close();

        /** No WebSocket at all. */
        Behaviour NOT_A_SOCKET = (in, out) -> {
            out.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi".getBytes(StandardCharsets.US_ASCII));
            out.flush();
        };

        /** Neither head nor pong ever comes. */
        Behaviour SILENT = ScriptedSocket::accept;

        void run(InputStream in, OutputStream out) throws IOException;
    }

    public ScriptedSocket(Behaviour... script) {
        this.script = List.of(script);
        try {
            this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::listen);
    }

    public URI url() {
        return URI.create("ws://127.0.0.1:" + server.getLocalPort() + "/secret-key");
    }

    /** Sends these texts, each as one message. */
    public static Behaviour texts(String... texts) {
        return (in, out) -> {
            accept(in, out);
            for (String text : texts) {
                write(out, text);
            }
        };
    }

    /** What a node says of a new head. */
    public static String head(String hash) {
        return "{\"jsonrpc\":\"2.0\",\"method\":\"eth_subscription\",\"params\":{\"subscription\":\"0x1\",\"result\":{\"number\":\"0x1\",\"hash\":\""
                + hash + "\"}}}";
    }

    private void listen() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                open.add(socket);
                Behaviour behaviour = script.get(Math.min(connections.getAndIncrement(), script.size() - 1));
                Thread.ofVirtual().start(() -> converse(socket, behaviour));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private static void converse(Socket socket, Behaviour behaviour) {
        try {
            behaviour.run(socket.getInputStream(), socket.getOutputStream());
            socket.getInputStream().transferTo(OutputStream.nullOutputStream());
        } catch (IOException over) {
            // The other side has gone, or the test has ended.
        }
    }

    private static void accept(InputStream in, OutputStream out) throws IOException {
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        while (!request.toString(StandardCharsets.US_ASCII).endsWith("\r\n\r\n")) {
            request.write(in.read());
        }
        Matcher key = KEY.matcher(request.toString(StandardCharsets.US_ASCII));
        if (!key.find()) {
            throw new IOException("no WebSocket was asked for");
        }
        out.write(("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: "
                + Base64.getEncoder().encodeToString(sha1(key.group(1) + ACCEPT)) + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    private static byte[] sha1(String text) {
        try {
            return MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.US_ASCII));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void write(OutputStream out, String text) throws IOException {
        byte[] payload = text.getBytes(StandardCharsets.UTF_8);
        out.write(0x81);
        if (payload.length < 126) {
            out.write(payload.length);
        } else if (payload.length < 1 << 16) {
            out.write(126);
            out.write(payload.length >>> 8);
            out.write(payload.length);
        } else {
            out.write(127);
            for (int shift = 56; shift >= 0; shift -= 8) {
                out.write((int) ((long) payload.length >>> shift));
            }
        }
        out.write(payload);
        out.flush();
    }

    @Override
    public void close() {
        try {
            server.close();
            for (Socket socket : open) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
