package io.cryptocheckout.platform.sealing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cryptocheckout.platform.authority.Scope;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SealingTest {

    private static final byte[] SECRET = "the account key".getBytes(StandardCharsets.UTF_8);
    private final Scope scope = new Scope(UUID.randomUUID(), true);
    private final String key = key();
    private final Sealing sealing = new Sealing(new SealingProperties(key, List.of()));

    @Test
    void whatIsSealedOpensForTheSameStoreModeAndPurpose() {
        byte[] sealed = sealing.seal(SECRET, scope, "wallet.account_key");
        assertThat(sealing.open(sealed, scope, "wallet.account_key")).isEqualTo(SECRET);
        assertThat(new String(sealed, StandardCharsets.ISO_8859_1)).doesNotContain("account key");
        assertThat(sealing.seal(SECRET, scope, "wallet.account_key")).isNotEqualTo(sealed);
    }

    @Test
    void aCiphertextMovedToAnotherStoreModeOrPurposeDoesNotOpen() {
        byte[] sealed = sealing.seal(SECRET, scope, "wallet.account_key");
        Scope otherStore = new Scope(UUID.randomUUID(), true);
        Scope otherMode = new Scope(scope.storeId(), false);
        assertThatThrownBy(() -> sealing.open(sealed, otherStore, "wallet.account_key")).isInstanceOf(SealBroken.class);
        assertThatThrownBy(() -> sealing.open(sealed, otherMode, "wallet.account_key")).isInstanceOf(SealBroken.class);
        assertThatThrownBy(() -> sealing.open(sealed, scope, "wallet.xpub")).isInstanceOf(SealBroken.class);
        assertThatThrownBy(() -> sealing.openGlobal(sealed, "wallet.account_key")).isInstanceOf(SealBroken.class);
        assertThatThrownBy(() -> sealing.open(sealing.sealGlobal(SECRET, "signing"), scope, "signing")).isInstanceOf(SealBroken.class);
    }

    @Test
    void anyAlteredByteIsNoticed() {
        byte[] sealed = sealing.sealGlobal(SECRET, "signing");
        assertThat(sealing.openGlobal(sealed, "signing")).isEqualTo(SECRET);
        for (int i = 0; i < sealed.length; i++) {
            byte[] altered = sealed.clone();
            altered[i] ^= 1;
            assertThatThrownBy(() -> sealing.openGlobal(altered, "signing")).as("byte %d", i).isInstanceOf(SealBroken.class);
        }
        assertThatThrownBy(() -> sealing.openGlobal(new byte[0], "signing")).isInstanceOf(SealBroken.class);
    }

    @Test
    void aRetiredKeyStillOpensAndSealsNothingNew() {
        byte[] old = sealing.seal(SECRET, scope, "p");
        String next = key();
        Sealing rotated = new Sealing(new SealingProperties(next, List.of(key)));
        assertThat(rotated.open(old, scope, "p")).isEqualTo(SECRET);
        byte[] sealed = rotated.seal(SECRET, scope, "p");
        Sealing afterwards = new Sealing(new SealingProperties(next, List.of()));
        assertThat(afterwards.open(sealed, scope, "p")).isEqualTo(SECRET);
        assertThatThrownBy(() -> afterwards.open(old, scope, "p")).isInstanceOf(SealBroken.class);
    }

    @Test
    void aMissingOrUnusableKeyStopsTheStartAndNamesTheSetting() {
        assertThatThrownBy(() -> new Sealing(new SealingProperties(null, List.of())))
                .hasMessageContaining("checkout.sealing.key is missing");
        assertThatThrownBy(() -> new Sealing(new SealingProperties("c2hvcnQ=", List.of()))).hasMessageContaining("it is 5 bytes");
        assertThatThrownBy(() -> new Sealing(new SealingProperties("%%%", List.of()))).hasMessageContaining("not base64")
                .hasMessageNotContaining("%%%");
        String zeros = Base64.getEncoder().encodeToString(new byte[32]);
        assertThatThrownBy(() -> new Sealing(new SealingProperties(zeros, List.of()))).hasMessageContaining("placeholder");
        assertThatThrownBy(() -> new Sealing(new SealingProperties(key, List.of("x"))))
                .hasMessageContaining("checkout.sealing.retired-keys[0]");
        assertThat(new SealingProperties(key, List.of(key()))).asString().doesNotContain(key);
    }

    private static String key() {
        byte[] bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }
}
