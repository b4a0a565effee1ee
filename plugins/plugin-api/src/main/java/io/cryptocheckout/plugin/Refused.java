package io.cryptocheckout.plugin;

/** The platform did not do what a plugin asked for; the message says why. */
public final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public Refused(String message) {
        super(message);
    }
}
