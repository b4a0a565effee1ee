package io.cryptocheckout.platform.checkout.settlement;

/**
 * A transfer that counts towards the price.
 *
 * @param key
 *            names the transfer for good, whichever block holds it
 * @param part
 *            the part of the price it pays
 * @param confirmations
 *            head - block + 1; never less than 0
 */
public record Counted(String key, Observation transfer, Timing timing, Fraction part, int confirmations, boolean confirmed) {

    /** When it came, as far as the rules care. */
    public enum Timing {
        ON_TIME, GRACE, APPLIED
    }
}
