package io.cryptocheckout.platform.access;

/** Keys of the right form that no database knows. */
public final class KeyTextSamples {

    private KeyTextSamples() {}

    public static String unknown() {
        return KeyText.next(false);
    }
}
