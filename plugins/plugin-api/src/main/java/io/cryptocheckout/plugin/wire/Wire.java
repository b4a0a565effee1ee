package io.cryptocheckout.plugin.wire;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;

/**
 * Frames: four bytes of length, then one value. A value is a tag and its content: text, {@code long}, decimal, boolean, null, list or map
 * with text as keys; no text holds the character U+0000, which a database cannot keep. Neither side trusts the other: lengths, depth and the number of values are bounded before anything is made of them.
 */
public final class Wire {
    /** Bytes of one frame at most. */
    public static final int FRAME_LIMIT = 1 << 20;
    /** How deep lists and maps may be nested. */
    public static final int DEPTH_LIMIT = 32;
    /** Values of one frame at most, those inside lists and maps and the maps' keys included. */
    public static final int VALUES_LIMIT = 50_000;
    /** Digits of a decimal at most, on either side of its point. */
    public static final int DIGITS_LIMIT = 100;

    private Wire() {}

    /**
     * Reads one frame.
     *
     * @throws EOFException
     *             at the end of the stream
     * @throws Malformed
     *             where what came is no frame
     */
    public static Object read(DataInputStream in) throws IOException {
        return decode(receive(in));
    }

    /** Reads the content of one frame, which {@link #decode} makes a value of; throws as {@link #read} does. */
    public static byte[] receive(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < 1 || length > FRAME_LIMIT) {
            throw new Malformed("A frame of " + length + " bytes is not taken");
        }
        byte[] frame = new byte[length];
        in.readFully(frame);
        return frame;
    }

    /**
     * Writes one frame and flushes it.
     *
     * @throws IllegalArgumentException
     *             where the value is not plain or too large; then nothing was written
     */
    public static void write(DataOutputStream out, Object value) throws IOException {
        send(out, encode(value));
    }

    /** Writes a frame whose content was made by {@link #encode}, and flushes it. */
    public static void send(DataOutputStream out, byte[] frame) throws IOException {
        out.writeInt(frame.length);
        out.write(frame);
        out.flush();
    }

    /**
     * The value as a frame's content.
     *
     * @throws IllegalArgumentException
     *             where the value is not plain, too large, or contains itself
     */
    public static byte[] encode(Object value) {
        return Writing.bytes(value);
    }

    /** The value of a frame's content. */
    public static Object decode(byte[] frame) throws IOException {
        ByteBuffer in = ByteBuffer.wrap(frame);
        try {
            Object value = new Reading(in).value(DEPTH_LIMIT);
            if (in.hasRemaining()) {
                throw new Malformed("A frame has bytes after its value");
            }
            return value;
        } catch (BufferUnderflowException e) {
            throw new Malformed("A frame ends before its value does");
        }
    }
}
