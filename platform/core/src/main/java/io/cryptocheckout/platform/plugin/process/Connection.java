package io.cryptocheckout.platform.plugin.process;

import io.cryptocheckout.plugin.wire.Wire;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The socket to a child. Whoever sends writes what the socket takes at once, which is nearly always all of it; the rest waits in a queue, so
 * that a child that reads nothing holds up nobody. Where the queue is full, the child has to go.
 */
final class Connection implements AutoCloseable {
    private static final long WAITING_BYTES = 16L << 20;
    private static final int READ_AHEAD = 16 << 10;

    private final SocketChannel channel;
    private final Selector readable;
    private final Selector writable;
    private final DataInputStream in;
    private final Deque<ByteBuffer> waiting = new ArrayDeque<>();
    private long waitingBytes;
    private final Thread writer;

    Connection(SocketChannel channel, String name) throws IOException {
        this.channel = channel;
        this.readable = Selector.open();
        this.writable = opened(readable);
        try {
            channel.configureBlocking(false);
            channel.register(readable, SelectionKey.OP_READ);
            channel.register(writable, SelectionKey.OP_WRITE);
        } catch (IOException e) {
            readable.close();
            writable.close();
            throw e;
        }
        this.in = new DataInputStream(new BufferedInputStream(new Incoming(), READ_AHEAD));
        this.writer = Thread.ofPlatform().daemon().name(name + "-out").start(this::write);
    }

    /** Where there are no descriptors left, none is kept. */
    private static Selector opened(Selector first) throws IOException {
        try {
            return Selector.open();
        } catch (IOException e) {
            first.close();
            throw e;
        }
    }

    /** The content of the next frame. */
    byte[] read() throws IOException {
        return Wire.receive(in);
    }

    /** Sends a frame, or puts it into the queue; false where that is full. */
    boolean send(byte[] frame) {
        ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES + frame.length).putInt(frame.length).put(frame).flip();
        synchronized (waiting) {
            if (waiting.isEmpty() && isSent(bytes)) {
                return true;
            }
            waitingBytes += bytes.remaining();
            waiting.add(bytes);
            waiting.notifyAll();
            return waitingBytes <= WAITING_BYTES;
        }
    }

    /** Whether nothing of it is left to send. */
    private boolean isSent(ByteBuffer bytes) {
        try {
            channel.write(bytes);
            return !bytes.hasRemaining();
        } catch (IOException e) {
            // Whoever reads notices that it is gone, and why.
            return true;
        }
    }

    /** What the socket did not take at once. */
    private void write() {
        try {
            while (true) {
                if (isRoomAwaited()) {
                    writable.select();
                    writable.selectedKeys().clear();
                }
            }
        } catch (IOException | InterruptedException | ClosedSelectorException e) {
            close();
        }
    }

    /** Waits for a frame and writes of it what the socket takes; true where that was not all. */
    private boolean isRoomAwaited() throws IOException, InterruptedException {
        synchronized (waiting) {
            while (waiting.isEmpty()) {
                waiting.wait();
            }
            ByteBuffer first = waiting.getFirst();
            waitingBytes -= channel.write(first);
            if (first.hasRemaining()) {
                return true;
            }
            waiting.removeFirst();
            return false;
        }
    }

    @Override
    public void close() {
        writer.interrupt();
        try {
            channel.close();
            // Who waits at one of them is let go.
            readable.close();
            writable.close();
        } catch (IOException e) {
            throw new IllegalStateException("A socket that cannot be closed", e);
        }
    }

    /** The channel does not wait, its one reader does. */
    private final class Incoming extends InputStream {

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            ByteBuffer into = ByteBuffer.wrap(bytes, offset, length);
            try {
                int count = channel.read(into);
                while (count == 0 && length > 0) {
                    readable.select();
                    readable.selectedKeys().clear();
                    count = channel.read(into);
                }
                return count;
            } catch (ClosedSelectorException e) {
                throw new IOException("The connection was closed", e);
            }
        }
    }
}
