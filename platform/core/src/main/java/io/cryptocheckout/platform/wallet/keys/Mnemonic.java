package io.cryptocheckout.platform.wallet.keys;

import fr.acinq.bitcoin.DeterministicWallet;
import fr.acinq.bitcoin.DeterministicWallet.ExtendedPrivateKey;
import fr.acinq.bitcoin.KeyPath;
import fr.acinq.bitcoin.MnemonicCode;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * A recovery phrase (BIP-39, English words). In production it lives in the merchant's browser alone; here it serves the local demo store,
 * the tests and the list of published phrases.
 */
public final class Mnemonic {

    private static final Set<Integer> LENGTHS = Set.of(12, 15, 18, 21, 24);
    private static final Set<String> WORDS = new HashSet<>(MnemonicCode.INSTANCE.getEnglishWordlist());

    private final List<String> words;

    private Mnemonic(List<String> words) {
        this.words = words;
    }

    /**
     * Reads a phrase, whatever its capitals and spaces.
     *
     * @throws KeyRefused
     *             naming every wrong word by its position, counted from 1
     */
    public static Mnemonic parse(String text) {
        List<String> words = Arrays.asList(Normalizer.normalize(text, Normalizer.Form.NFKD).strip().toLowerCase(Locale.ROOT).split("\\s+"));
        List<Integer> wrong = IntStream.range(0, words.size()).filter(i -> !WORDS.contains(words.get(i))).map(i -> i + 1)
                .boxed().toList();
        if (!wrong.isEmpty()) {
            throw new KeyRefused(KeyRefused.Reason.WORDS, positions(wrong) + " not in the BIP-39 list of English words.");
        }
        if (!LENGTHS.contains(words.size())) {
            throw new KeyRefused(KeyRefused.Reason.WORDS,
                    "A recovery phrase has 12, 15, 18, 21 or 24 words; this has " + words.size() + ".");
        }
        try {
            MnemonicCode.validate(words, MnemonicCode.INSTANCE.getEnglishWordlist());
        } catch (RuntimeException checksum) {
            throw new KeyRefused(KeyRefused.Reason.CHECKSUM,
                    "Every word is in the list, but together they do not fit: a word is wrong or out of order.");
        }
        return new Mnemonic(words);
    }

    /** A new phrase of 12 words, 128 random bits. */
    public static Mnemonic random(SecureRandom random) {
        byte[] entropy = new byte[16];
        random.nextBytes(entropy);
        return new Mnemonic(MnemonicCode.toMnemonics(entropy));
    }

    /**
     * The account's key, without a passphrase.
     *
     * @param path
     *            for example {@code m/44'/60'/0'}
     */
    public AccountPrivateKey account(AccountPath path) {
        ExtendedPrivateKey master = DeterministicWallet.generate(MnemonicCode.toSeed(words, ""));
        return new AccountPrivateKey(DeterministicWallet.derivePrivateKey(master, KeyPath.fromPath(path.toString())));
    }

    /** The words, for the one who owns them. */
    public String phrase() {
        return String.join(" ", words);
    }

    private static String positions(List<Integer> wrong) {
        if (wrong.size() == 1) {
            return "Word " + wrong.getFirst() + " is";
        }
        return "Words " + String.join(", ", wrong.stream().map(String::valueOf).toList()) + " are";
    }

    @Override
    public String toString() {
        return "Mnemonic[words=" + words.size() + "]";
    }
}
