package io.cryptocheckout.platform.wallet.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import fr.acinq.bitcoin.DeterministicWallet;
import fr.acinq.bitcoin.KeyPath;
import fr.acinq.bitcoin.MnemonicCode;
import io.cryptocheckout.platform.wallet.keys.KeyRefused.Reason;
import java.util.HexFormat;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeysTest {

    private static final String JUNK = "test test test test test test test test test test test junk";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            test test test test test test test test test test test junk1  | Word 12 is not in the BIP-39 list
            tset test test test test tests test test test test test junk  | Words 1, 6 are not in the BIP-39 list
            test test test                                                | has 12, 15, 18, 21 or 24 words; this has 3
            test test test test test test test test test test test test   | together they do not fit
            """)
    void aWrongPhraseIsNamedByThePositionOfItsWords(String phrase, String says) {
        assertThat(refusalOf(() -> Mnemonic.parse(phrase)).sentence()).contains(says);
    }

    @Test
    void capitalsAndSpacesOfAPhraseDoNotMatter() {
        assertThat(Mnemonic.parse("  Test TEST test\ttest test test test test test test\n test junk ").phrase()).isEqualTo(JUNK);
    }

    @Test
    void aPrivateKeyInPlaceOfThePublicOneIsRefusedAndNeverRepeated() {
        String xprv = at("m/44'/60'/0'").encode(DeterministicWallet.xprv);
        assertThat(refusalOf(() -> AccountPublicKey.parse(xprv))).satisfies(refused -> {
            assertThat(refused.reason()).isEqualTo(Reason.PRIVATE);
            assertThat(refused.sentence()).contains("PRIVATE key (xprv)").doesNotContain(xprv.substring(4));
        });
        assertThat(refusalOf(() -> AccountPublicKey.parse(JUNK)).reason()).isEqualTo(Reason.PRIVATE);
        assertThat(refusalOf(() -> AccountPublicKey.parse("0x" + "ab".repeat(32))).reason()).isEqualTo(Reason.PRIVATE);
    }

    @ParameterizedTest
    @CsvSource({"m, 0", "m/44', 1", "m/44'/60', 2", "m/44'/60'/0'/0, 4", "m/44'/60'/0'/0/0, 5"})
    void onlyAnAccountKeyIsTaken(String path, int depth) {
        KeyRefused refused = refusalOf(() -> AccountPublicKey.parse(xpub(path)));
        assertThat(refused.reason()).isEqualTo(Reason.DEPTH);
        if (depth > 0) {
            assertThat(refused.sentence()).contains("depth " + depth);
        }
    }

    @Test
    void anAccountThatIsNotHardenedIsRefused() {
        assertThat(refusalOf(() -> AccountPublicKey.parse(xpub("m/44'/60'/0"))).sentence()).contains("not hardened");
    }

    @Test
    void typingMistakesAreTold() {
        String xpub = xpub("m/44'/60'/0'");
        char last = xpub.charAt(xpub.length() - 1);
        String mistyped = xpub.substring(0, xpub.length() - 1) + (last == 'a' ? 'b' : 'a');
        assertThat(refusalOf(() -> AccountPublicKey.parse(mistyped)).reason()).isEqualTo(Reason.CHECKSUM);
        assertThat(refusalOf(() -> AccountPublicKey.parse("xpub0" + xpub.substring(5))).sentence()).contains("Character 5");
        assertThat(refusalOf(() -> AccountPublicKey.parse(xpub.substring(0, 100))).sentence()).contains("111 characters");
        assertThat(refusalOf(() -> AccountPublicKey.parse("")).reason()).isEqualTo(Reason.MALFORMED);
        String zpub = at("m/44'/60'/0'").getExtendedPublicKey().encode(DeterministicWallet.zpub);
        assertThat(refusalOf(() -> AccountPublicKey.parse(zpub)).sentence()).contains("another kind");
        assertThat(refusalOf(() -> AccountPrivateKey.parse(xpub)).reason()).isEqualTo(Reason.PUBLIC);
    }

    @Test
    void keysShowNothingOfThemselvesInText() {
        AccountPrivateKey key = Mnemonic.parse(JUNK).account(AccountPath.standard(true));
        assertThat(key.toString() + key.publicKey() + Mnemonic.parse(JUNK)).doesNotContain("xprv", "xpub", "junk");
    }

    @Test
    void theTestAndTheLiveAccountOfOnePhraseDiffer() {
        Mnemonic phrase = Mnemonic.parse(JUNK);
        assertThat(AccountPath.standard(false)).hasToString("m/44'/1'/0'");
        assertThat(phrase.account(AccountPath.standard(false)).publicKey().id())
                .isNotEqualTo(phrase.account(AccountPath.standard(true)).publicKey().id());
    }

    @Test
    void aSignatureTellsItsSigner() {
        AccountPrivateKey key = Mnemonic.parse(JUNK).account(AccountPath.standard(true));
        String signature = "0x" + HexFormat.of().formatHex(key.signPersonal(0, "Grüße"));
        assertThat(PersonalSignature.signer("Grüße", signature)).hasToString("0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266");
        assertThat(PersonalSignature.signer("Gruesse", signature)).isNotEqualTo(key.publicKey().address(0));
        assertThat(PersonalSignature.signer("Grüße", "0x12")).isNull();
        assertThat(PersonalSignature.signer("Grüße", "0x" + "00".repeat(65))).isNull();
    }

    @Test
    void aSignatureMadeByEthersIsUnderstood() {
        // The example of ethers' documentation of verifyMessage.
        assertThat(PersonalSignature.signer("hello world",
                "0xddd0a7290af9526056b4e35a077b9a11b513aa0028ec6c9880948544508f3c63265e99e47ad31bb2cab9646c504576b3abc6939a1710afc08cbf3034d73214b81c"))
                .hasToString("0x14791697260E4c9A71f18484C9f997B308e59325");
    }

    private static String xpub(String path) {
        return at(path).getExtendedPublicKey().encode(DeterministicWallet.xpub);
    }

    private static DeterministicWallet.ExtendedPrivateKey at(String path) {
        return DeterministicWallet.derivePrivateKey(DeterministicWallet.generate(MnemonicCode.toSeed(JUNK, "")), KeyPath.fromPath(path));
    }

    private static KeyRefused refusalOf(ThrowingCallable call) {
        return catchThrowableOfType(KeyRefused.class, call);
    }
}
