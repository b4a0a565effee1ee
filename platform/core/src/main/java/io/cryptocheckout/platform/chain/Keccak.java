package io.cryptocheckout.platform.chain;

import org.bouncycastle.crypto.digests.KeccakDigest;

/** Keccak-256 as Ethereum uses it: the submission before NIST changed the padding, so not the JDK's SHA3-256. */
public final class Keccak {

    private Keccak() {}

    public static byte[] hash(byte[] input) {
        KeccakDigest digest = new KeccakDigest(256);
        digest.update(input, 0, input.length);
        byte[] output = new byte[32];
        digest.doFinal(output, 0);
        return output;
    }
}
