package io.cryptocheckout.platform.events.signature;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * ES256 (RFC 7518, section 3.4: ECDSA on P-256, the signature as R and S of 32 bytes each). Every attempt of every delivery is signed
 * with it, and AWS-LC's machine code takes an eighth of the time of the JDK's; where that has no build for the machine, the JDK signs.
 */
final class Es256 {
    private static final String ALGORITHM = "SHA256withECDSAinP1363Format";
    private static final Provider PROVIDER = provider();

    private Es256() {}

    static PrivateKey privateKey(byte[] pkcs8) {
        try {
            return KeyFactory.getInstance("EC", PROVIDER).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("A stored signing key is not readable", e);
        }
    }

    /** Signs the two parts as one message. */
    static byte[] sign(PrivateKey key, byte[] head, byte[] body) {
        try {
            Signature signature = Signature.getInstance(ALGORITHM, PROVIDER);
            signature.initSign(key);
            signature.update(head);
            signature.update(body);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The signing key cannot sign", e);
        }
    }

    /** Used for this one purpose and never registered: TLS and everything else stay with the JDK's own. */
    private static Provider provider() {
        Throwable missing = AmazonCorrettoCryptoProvider.INSTANCE.getLoadingError();
        if (missing == null) {
            return AmazonCorrettoCryptoProvider.INSTANCE;
        }
        Logger log = LoggerFactory.getLogger(Es256.class);
        log.info("AWS-LC has no build for this machine; the JDK makes the signatures of webhooks, more slowly: {}", missing.toString());
        try {
            return Signature.getInstance(ALGORITHM).getProvider();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
