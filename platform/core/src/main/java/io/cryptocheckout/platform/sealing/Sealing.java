package io.cryptocheckout.platform.sealing;

import com.google.crypto.tink.AccessesPartialKey;
import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.AesGcmKey;
import com.google.crypto.tink.aead.AesGcmParameters;
import com.google.crypto.tink.aead.KmsEnvelopeAead;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import com.google.crypto.tink.util.SecretBytes;
import io.cryptocheckout.platform.authority.Scope;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * Seals secrets for the database: a new AES-256-GCM key per secret, itself sealed under the key-encryption key (Tink's envelope). Store,
 * mode and purpose are associated data, so a ciphertext copied to another store's, mode's or column's row does not open.
 */
public final class Sealing {

    private static final byte VERSION = 1;

    private final Aead envelope;

    /** The keys come from {@link SealingProperties#keys()}: the first one seals, all of them open. */
    public Sealing(SealingProperties properties) {
        try {
            AeadConfig.register();
            Aead keyEncryption = keyset(properties.keys()).getPrimitive(RegistryConfiguration.get(), Aead.class);
            this.envelope = KmsEnvelopeAead.create(PredefinedAeadParameters.AES256_GCM, keyEncryption);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the sealing keys of checkout.sealing could not be used", e);
        }
    }

    /**
     * @param purpose
     *            what the secret is, for example {@code wallet.account_key}; needed again to open it
     */
    public byte[] seal(byte[] plain, Scope scope, String purpose) {
        return encrypt(plain, associated(scope, purpose));
    }

    /** Throws {@link SealBroken} where the bytes were sealed for another store, mode or purpose, or under an unknown key. */
    public byte[] open(byte[] sealed, Scope scope, String purpose) {
        return decrypt(sealed, associated(scope, purpose), purpose);
    }

    /** For secrets of the platform itself, such as its signing keys. */
    public byte[] sealGlobal(byte[] plain, String purpose) {
        return encrypt(plain, associated(purpose));
    }

    /** Opens what {@link #sealGlobal} sealed; throws {@link SealBroken} otherwise. */
    public byte[] openGlobal(byte[] sealed, String purpose) {
        return decrypt(sealed, associated(purpose), purpose);
    }

    private byte[] encrypt(byte[] plain, byte[] associated) {
        try {
            byte[] sealed = envelope.encrypt(plain, associated);
            return ByteBuffer.allocate(1 + sealed.length).put(VERSION).put(sealed).array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("sealing failed", e);
        }
    }

    private byte[] decrypt(byte[] sealed, byte[] associated, String purpose) {
        if (sealed.length < 1 || sealed[0] != VERSION) {
            throw new SealBroken(purpose);
        }
        try {
            return envelope.decrypt(Arrays.copyOfRange(sealed, 1, sealed.length), associated);
        } catch (GeneralSecurityException broken) {
            throw new SealBroken(purpose);
        }
    }

    /** The scope's two fields have a fixed length, so no purpose can imitate another store's prefix. */
    private static byte[] associated(Scope scope, String purpose) {
        return ("store:" + scope.storeId() + ":" + (scope.livemode() ? "live" : "test") + ":" + purpose).getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] associated(String purpose) {
        return ("platform:" + purpose).getBytes(StandardCharsets.UTF_8);
    }

    /** Reading raw key bytes is what importing a configured key means. */
    @AccessesPartialKey
    private static KeysetHandle keyset(List<byte[]> keys) throws GeneralSecurityException {
        AesGcmParameters parameters = AesGcmParameters.builder().setKeySizeBytes(32).setIvSizeBytes(12).setTagSizeBytes(16)
                .setVariant(AesGcmParameters.Variant.TINK).build();
        KeysetHandle.Builder keyset = KeysetHandle.newBuilder();
        for (byte[] key : keys) {
            int id = idOf(key);
            KeysetHandle.Builder.Entry entry = KeysetHandle.importKey(AesGcmKey.builder().setParameters(parameters)
                    .setKeyBytes(SecretBytes.copyFrom(key, InsecureSecretKeyAccess.get())).setIdRequirement(id).build());
            keyset.addEntry(key == keys.getFirst() ? entry.withFixedId(id).makePrimary() : entry.withFixedId(id));
        }
        return keyset.build();
    }

    /** The same on every node and after every restart, because it comes from the key itself. */
    private static int idOf(byte[] key) throws GeneralSecurityException {
        return ByteBuffer
                .wrap(MessageDigest.getInstance("SHA-256").digest(HexFormat.of().formatHex(key).getBytes(StandardCharsets.US_ASCII)))
                .getInt();
    }
}
