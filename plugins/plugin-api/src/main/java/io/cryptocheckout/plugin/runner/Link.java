package io.cryptocheckout.plugin.runner;

import io.cryptocheckout.plugin.wire.Wire;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.util.Map;

/** The connection to the platform. */
final class Link {
    private final DataInputStream in;
    private final DataOutputStream out;

    private Link(InputStream in, OutputStream out) {
        this.in = new DataInputStream(new BufferedInputStream(in));
        this.out = new DataOutputStream(new BufferedOutputStream(out));
    }

    /** The socket that the launcher made this process's standard input; it is read and written without any of the network's classes. */
    static Link inherited() {
        return new Link(new FileInputStream(FileDescriptor.in), new FileOutputStream(FileDescriptor.in));
    }

    /** Where there is no launcher: connects by itself, with the secret that stands in standard input. */
    static Link dial(String path) throws IOException {
        String secret = (String) Wire.read(new DataInputStream(System.in));
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        channel.connect(UnixDomainSocketAddress.of(path));
        Link link = new Link(Channels.newInputStream(channel), Channels.newOutputStream(channel));
        link.send(Map.of("k", "hello", "secret", secret));
        return link;
    }

    Map<?, ?> read() throws IOException {
        return (Map<?, ?>) Wire.read(in);
    }

    /**
     * Sends a frame.
     *
     * @throws IllegalArgumentException
     *             where the value cannot be handed over; then nothing was sent
     */
    void send(Object value) throws IOException {
        byte[] frame = Wire.encode(value);
        synchronized (out) {
            Wire.send(out, frame);
        }
    }
}
