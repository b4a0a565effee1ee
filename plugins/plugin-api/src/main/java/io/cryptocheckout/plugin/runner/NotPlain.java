package io.cryptocheckout.plugin.runner;

/** What a plugin returned cannot be handed over. */
final class NotPlain extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotPlain(RuntimeException why) {
        super("What the plugin returned cannot be handed over: "
                + (why instanceof NullPointerException ? "it is null" : Failure.message(why)));
    }
}
