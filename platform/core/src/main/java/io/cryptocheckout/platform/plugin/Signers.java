package io.cryptocheckout.platform.plugin;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.List;

/** Who may vouch for a jar: by a file beside it, its name with {@code .sig}, the base64 of an Ed25519 signature over the jar's bytes. */
final class Signers {
    /** For what comes with the platform itself. */
    static final Signers NOT_ASKED = new Signers(List.of(), false);

    private static final String SUFFIX = ".sig";
    private static final int LONGEST = 200;

    private final List<PublicKey> keys;
    private final boolean required;

    Signers(List<String> keys, boolean required) {
        this.keys = keys.stream().map(Signers::key).toList();
        this.required = required;
    }

    /** Whether one of them signed the jar; one that claims to be signed and is not, or must be and is not, is refused. */
    boolean vouchFor(Path jar, byte[] bytes) throws JarRefused, IOException {
        Path beside = jar.resolveSibling(jar.getFileName() + SUFFIX);
        if (!Files.isRegularFile(beside) || keys.isEmpty()) {
            if (required) {
                throw new JarRefused("It is not signed, and this platform takes signed plugins only.");
            }
            return false;
        }
        byte[] signature = signature(beside);
        for (PublicKey key : keys) {
            if (signed(key, bytes, signature)) {
                return true;
            }
        }
        throw new JarRefused("Its signature is of none of the keys in checkout.plugins.signers, or the jar was changed since.");
    }

    private static byte[] signature(Path file) throws JarRefused, IOException {
        if (Files.size(file) > LONGEST) {
            throw new JarRefused("Its signature is malformed.");
        }
        try {
            return Base64.getMimeDecoder().decode(Files.readString(file, StandardCharsets.ISO_8859_1).strip());
        } catch (IllegalArgumentException malformed) {
            throw new JarRefused("Its signature is malformed.");
        }
    }

    private static boolean signed(PublicKey key, byte[] bytes, byte[] signature) {
        try {
            Signature ed25519 = Signature.getInstance("Ed25519");
            ed25519.initVerify(key);
            ed25519.update(bytes);
            return ed25519.verify(signature);
        } catch (GeneralSecurityException malformed) {
            return false;
        }
    }

    private static PublicKey key(String text) {
        try {
            return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(text.strip())));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "checkout.plugins.signers holds a text that is no Ed25519 public key (X.509, base64): " + e.getMessage(), e);
        }
    }
}
