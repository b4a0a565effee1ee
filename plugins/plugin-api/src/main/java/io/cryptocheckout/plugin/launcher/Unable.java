package io.cryptocheckout.plugin.launcher;

/** The plugin's process cannot be walled in, so it is not started; the message says why. */
final class Unable extends Exception {
    private static final long serialVersionUID = 1L;

    Unable(String message) {
        super(message);
    }
}
