package io.cryptocheckout.platform.access;

/** RFC 4648 base 32 without padding, as people read secrets to an authenticator app. */
final class Base32 {
    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final int BITS = 5;

    private Base32() {}

    static String of(byte[] bytes) {
        StringBuilder text = new StringBuilder();
        int buffer = 0;
        int held = 0;
        for (byte one : bytes) {
            buffer = buffer << 8 | one & 0xff;
            held += 8;
            while (held >= BITS) {
                held -= BITS;
                text.append(LETTERS.charAt(buffer >> held & 31));
            }
        }
        if (held > 0) {
            text.append(LETTERS.charAt(buffer << BITS - held & 31));
        }
        return text.toString();
    }
}
