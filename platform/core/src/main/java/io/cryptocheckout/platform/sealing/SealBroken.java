package io.cryptocheckout.platform.sealing;

/** A sealed secret that does not open: it was moved, altered, or sealed under a key that is not configured. */
public final class SealBroken extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SealBroken(String purpose) {
        super("the sealed " + purpose + " does not open for this store and mode: it was moved or altered, or its key is missing from"
                + " checkout.sealing");
    }
}
