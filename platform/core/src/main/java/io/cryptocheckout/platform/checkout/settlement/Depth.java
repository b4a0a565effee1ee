package io.cryptocheckout.platform.checkout.settlement;

/**
 * How deep in the chain a transfer must lie before it counts as confirmed: a number of blocks, its own included, or the network's own
 * finality.
 *
 * @param blocks
 *            at least 1; not looked at where {@code finalized} is set
 */
public record Depth(int blocks, boolean finalized) {

    public static final Depth FINALIZED = new Depth(1, true);
    private static final String FINALIZED_NAME = "finalized";

    public Depth {
        if (blocks < 1) {
            throw new IllegalArgumentException("a payment needs at least one confirmation");
        }
    }

    public static Depth blocks(int blocks) {
        return new Depth(blocks, false);
    }

    /** Reads a number of blocks or {@code finalized}. */
    public static Depth parse(String text) {
        return text.equals(FINALIZED_NAME) ? FINALIZED : blocks(Integer.parseInt(text));
    }

    @Override
    public String toString() {
        return finalized ? FINALIZED_NAME : Integer.toString(blocks);
    }
}
