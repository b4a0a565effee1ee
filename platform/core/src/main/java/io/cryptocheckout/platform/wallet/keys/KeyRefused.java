package io.cryptocheckout.platform.wallet.keys;

/** A key or mnemonic that cannot be used, with a sentence for the person who entered it. The sentence never repeats the input. */
public final class KeyRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Reason reason;

    /** What is wrong with it. */
    public enum Reason {
        MALFORMED, CHECKSUM, DEPTH, PRIVATE, PUBLIC, WORDS, OFF_CURVE
    }

    KeyRefused(Reason reason, String sentence) {
        super(sentence, null, false, false);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }

    public String sentence() {
        return String.valueOf(getMessage());
    }
}
