package io.cryptocheckout.platform.journey;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The road from a shop to the platform, which may be closed: an address on loopback whose connections lead to the platform, so that one
 * shop does not reach it while all others do. It may also lose what comes back.
 */
final class Road implements AutoCloseable {
    private final InetSocketAddress platform;
    private final int port;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private ServerSocket door;
    private volatile boolean losesAnswers;

    Road(String platform) {
        URI to = URI.create(platform);
        this.platform = new InetSocketAddress(to.getHost(), to.getPort());
        try {
            door = listen(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        port = door.getLocalPort();
    }

    /** The platform's address by this road. */
    String url() {
        return "http://127.0.0.1:" + port;
    }

    /** From now on nobody gets through, and whoever is on the way is lost. */
    void shut() {
        try {
            door.close();
            for (Socket socket : open) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        open.clear();
    }

    void reopen() {
        try {
            door = listen(port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether questions reach the platform while no answer comes back. */
    void losesAnswers(boolean loses) {
        losesAnswers = loses;
    }

    private ServerSocket listen(int at) throws IOException {
        ServerSocket listening = new ServerSocket();
        listening.setReuseAddress(true);
        listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), at));
        Thread.ofVirtual().start(() -> {
            while (!listening.isClosed()) {
                try {
                    lead(listening.accept());
                } catch (IOException e) {
                    // The door was closed.
                }
            }
        });
        return listening;
    }

    private void lead(Socket from) throws IOException {
        Socket to = new Socket();
        to.connect(platform);
        open.add(from);
        open.add(to);
        Thread.ofVirtual().start(() -> copy(from, to, false));
        Thread.ofVirtual().start(() -> copy(to, from, true));
    }

    private void copy(Socket from, Socket to, boolean back) {
        byte[] bytes = new byte[8192];
        try (from; to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(bytes); read >= 0; read = in.read(bytes)) {
                if (back && losesAnswers) {
                    return;
                }
                out.write(bytes, 0, read);
            }
        } catch (IOException e) {
            // The other end has closed, or the road.
        } finally {
            open.remove(from);
            open.remove(to);
        }
    }

    @Override
    public void close() {
        shut();
    }
}
