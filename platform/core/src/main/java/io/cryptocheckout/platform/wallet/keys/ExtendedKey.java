package io.cryptocheckout.platform.wallet.keys;

import fr.acinq.bitcoin.Base58;
import fr.acinq.bitcoin.Base58Check;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;

/**
 * The text form of an extended key (BIP-32, "Serialization format"), read with a reason for every way it can be wrong. Reasons never
 * repeat the text: what was pasted by mistake may be a private key.
 *
 * @param childNumber
 *            the account's number as the key itself says it, hardened numbers from 2^31
 * @param key
 *            33 bytes: a compressed point, or zero and a private scalar
 */
record ExtendedKey(boolean isPrivate, int depth, long childNumber, byte[] chainCode, byte[] key) {

    static final long HARDENED = 0x80000000L;
    private static final int ACCOUNT_DEPTH = 3;
    private static final int PAYLOAD_BYTES = 78;
    private static final String ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
    private static final Map<Integer, Boolean> PRIVATE_BY_VERSION = Map.of(0x0488B21E, false, 0x0488ADE4, true, 0x043587CF, false,
            0x04358394, true);

    static ExtendedKey parse(String text) {
        refuseForeignSecrets(text);
        for (int i = 0; i < text.length(); i++) {
            if (ALPHABET.indexOf(text.charAt(i)) < 0) {
                throw new KeyRefused(KeyRefused.Reason.MALFORMED,
                        "Character " + (i + 1) + " of the extended key cannot occur in one; copy it again in one piece.");
            }
        }
        byte[] decoded = text.isEmpty() ? new byte[0] : Base58.decode(text);
        if (decoded.length != PAYLOAD_BYTES + 4) {
            throw new KeyRefused(KeyRefused.Reason.MALFORMED, "An extended public key starts with xpub and has 111 characters; this has "
                    + text.length() + ". Copy it again in one piece.");
        }
        byte[] payload = Arrays.copyOf(decoded, PAYLOAD_BYTES);
        if (!Arrays.equals(Base58Check.checksum(payload), Arrays.copyOfRange(decoded, PAYLOAD_BYTES, decoded.length))) {
            throw new KeyRefused(KeyRefused.Reason.CHECKSUM,
                    "The checksum of the extended key is wrong: a character was lost or mistyped. Copy it again in one piece.");
        }
        return read(ByteBuffer.wrap(payload));
    }

    private static ExtendedKey read(ByteBuffer payload) {
        Boolean isPrivate = PRIVATE_BY_VERSION.get(payload.getInt());
        if (isPrivate == null) {
            throw new KeyRefused(KeyRefused.Reason.MALFORMED,
                    "This extended key is of another kind (such as ypub or zpub of Bitcoin); export the Ethereum account's xpub.");
        }
        int depth = Byte.toUnsignedInt(payload.get());
        payload.getInt();
        long childNumber = Integer.toUnsignedLong(payload.getInt());
        byte[] chainCode = new byte[32];
        payload.get(chainCode);
        byte[] key = new byte[33];
        payload.get(key);
        return new ExtendedKey(isPrivate, depth, childNumber, chainCode, key);
    }

    /** Only an account key (m / purpose' / coin' / account') has the right distance to its addresses. */
    ExtendedKey requireAccount() {
        if (depth != ACCOUNT_DEPTH) {
            throw new KeyRefused(KeyRefused.Reason.DEPTH, "This key has depth " + depth
                    + ", an account key has depth 3 (for example m/44'/60'/0'). Export the account's extended public key.");
        }
        if (childNumber < HARDENED) {
            throw new KeyRefused(KeyRefused.Reason.DEPTH,
                    "The last step of this key's path is not hardened, so it is no account key (for example m/44'/60'/0').");
        }
        return this;
    }

    long account() {
        return childNumber - HARDENED;
    }

    /** What people paste by mistake; they must hear that it is a secret. */
    private static void refuseForeignSecrets(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        if (lower.matches("(0x)?[0-9a-f]{64}")) {
            throw new KeyRefused(KeyRefused.Reason.PRIVATE,
                    "This looks like a private key, not an extended public key. It was not stored; treat it as seen by others.");
        }
        if (text.strip().split("\\s+").length >= 12) {
            throw new KeyRefused(KeyRefused.Reason.PRIVATE,
                    "These look like the words of a recovery phrase, not an extended public key. They were not stored; treat them as seen"
                            + " by others.");
        }
    }

    @Override
    public String toString() {
        return "ExtendedKey[depth=" + depth + "]";
    }
}
