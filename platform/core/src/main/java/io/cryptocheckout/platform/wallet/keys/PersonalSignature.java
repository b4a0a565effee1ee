package io.cryptocheckout.platform.wallet.keys;

import fr.acinq.secp256k1.Secp256k1;
import fr.acinq.secp256k1.Secp256k1Exception;
import io.cryptocheckout.platform.chain.Address;
import io.cryptocheckout.platform.chain.Keccak;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Signatures of readable messages: EIP-191 version 0x45, what wallets call {@code personal_sign}. */
public final class PersonalSignature {

    private static final int BYTES = 65;
    private static final Pattern HEX = Pattern.compile("(0x)?[0-9a-fA-F]{130}");

    private PersonalSignature() {}

    /**
     * Who signed the message.
     *
     * @param signature
     *            {@code 0x} and 65 bytes r, s, v in hexadecimal; v is 0, 1, 27 or 28
     * @return null where the text is no such signature
     */
    public static @Nullable Address signer(String message, String signature) {
        String text = signature.strip();
        if (!HEX.matcher(text).matches()) {
            return null;
        }
        byte[] bytes = HexFormat.of().parseHex(text.startsWith("0x") ? text.substring(2) : text);
        int v = Byte.toUnsignedInt(bytes[64]);
        int recovery = v >= 27 ? v - 27 : v;
        if (recovery > 1) {
            return null;
        }
        try {
            return AccountPublicKey.addressOf(Secp256k1.get().ecdsaRecover(Arrays.copyOf(bytes, 64), digest(message), recovery));
        } catch (Secp256k1Exception noPoint) {
            return null;
        }
    }

    static byte[] sign(byte[] privateKey, String message) {
        byte[] digest = digest(message);
        byte[] compact = Secp256k1.get().sign(digest, privateKey);
        Address signer = AccountPublicKey.addressOf(Secp256k1.get().pubkeyCreate(privateKey));
        byte[] signature = Arrays.copyOf(compact, BYTES);
        for (int recovery = 0; recovery < 2; recovery++) {
            if (AccountPublicKey.addressOf(Secp256k1.get().ecdsaRecover(compact, digest, recovery)).equals(signer)) {
                signature[64] = (byte) (27 + recovery);
            }
        }
        return signature;
    }

    private static byte[] digest(String message) {
        byte[] text = message.getBytes(StandardCharsets.UTF_8);
        byte[] prefix = ("\u0019Ethereum Signed Message:\n" + text.length).getBytes(StandardCharsets.UTF_8);
        byte[] whole = Arrays.copyOf(prefix, prefix.length + text.length);
        System.arraycopy(text, 0, whole, prefix.length, text.length);
        return Keccak.hash(whole);
    }
}
