package io.cryptocheckout.platform.operators;

/** What part of a limit is used. */
final class Share {
    private static final int WHOLE = 100;

    private Share() {}

    /** In per cent, rounded down, so that 100 is reached with the limit and not before; a limit of nothing is used up. */
    static int of(long used, long limit) {
        return limit == 0 ? WHOLE : (int) Math.min(WHOLE, used * WHOLE / limit);
    }
}
