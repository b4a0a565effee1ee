package io.cryptocheckout.platform.plugin.process;

import io.cryptocheckout.plugin.wire.Wire;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The socket to a child. Frames to it wait in a queue, so that a child that reads nothing holds up nobody; where the queue is full, the child
 * has to go.
 */
final class Connection implements AutoCloseable {
    private static final long WAITING_BYTES = 16L << 20;

    private final SocketChannel channel;
    private final DataInputStream in;
    private final DataOutputStream out;
    private final BlockingQueue<byte[]> waiting = new LinkedBlockingQueue<>();
    private final AtomicLong waitingBytes = new AtomicLong();
    private final Thread writer;

    Connection(SocketChannel channel, String name) {
        this.channel = channel;
        this.in = new DataInputStream(new BufferedInputStream(Channels.newInputStream(channel)));
        this.out = new DataOutputStream(new BufferedOutputStream(Channels.newOutputStream(channel)));
        this.writer = Thread.ofPlatform().daemon().name(name + "-out").start(this::write);
    }

    /** The content of the next frame. */
    byte[] read() throws IOException {
        return Wire.receive(in);
    }

    /** Puts a frame into the queue; false where that is full. */
    boolean send(byte[] frame) {
        if (waitingBytes.addAndGet(frame.length) > WAITING_BYTES) {
            return false;
        }
        return waiting.add(frame);
    }

    private void write() {
        try {
            while (true) {
                byte[] frame = waiting.take();
                Wire.send(out, frame);
                waitingBytes.addAndGet(-frame.length);
            }
        } catch (IOException | InterruptedException e) {
            close();
        }
    }

    @Override
    public void close() {
        writer.interrupt();
        try {
            channel.close();
        } catch (IOException e) {
            throw new IllegalStateException("A socket that cannot be closed", e);
        }
    }
}
