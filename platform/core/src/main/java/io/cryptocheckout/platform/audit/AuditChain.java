package io.cryptocheckout.platform.audit;

import io.cryptocheckout.platform.authority.Principal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The hash of an entry: SHA-256 over the hash of the entry before it and every field of its own, each written as its length in bytes
 * (4 bytes, big-endian) and its UTF-8 text; what is absent has the length -1. The first entry follows 32 zero bytes.
 */
final class AuditChain {
    private static final int ABSENT = -1;

    private AuditChain() {}

    static byte[] start() {
        return new byte[32];
    }

    static byte[] hash(byte[] previous, AuditEntry entry) {
        MessageDigest digest = sha256();
        digest.update(previous);
        put(digest, entry.storeId());
        put(digest, entry.sequence());
        put(digest, entry.livemode());
        put(digest, entry.at());
        put(digest, entry.outcome());
        Principal actor = entry.actor();
        put(digest, actor.kind().name());
        put(digest, actor.id());
        put(digest, actor.label());
        put(digest, actor.origin().address());
        put(digest, actor.origin().accessId());
        put(digest, entry.act().action());
        put(digest, entry.act().object());
        new TreeMap<>(entry.act().details()).forEach((name, value) -> {
            put(digest, name);
            put(digest, value);
        });
        return digest.digest();
    }

    private static void put(MessageDigest digest, @Nullable Object value) {
        if (value == null) {
            digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(ABSENT).flip());
            return;
        }
        byte[] text = value.toString().getBytes(StandardCharsets.UTF_8);
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(text.length).flip());
        digest.update(text);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
