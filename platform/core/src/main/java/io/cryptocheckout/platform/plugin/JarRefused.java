package io.cryptocheckout.platform.plugin;

/** A jar is none that can be used; the message is a sentence for the operator. */
final class JarRefused extends Exception {
    private static final long serialVersionUID = 1L;

    JarRefused(String reason) {
        super(reason, null, false, false);
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
