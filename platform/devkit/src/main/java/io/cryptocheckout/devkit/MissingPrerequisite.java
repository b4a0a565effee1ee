package io.cryptocheckout.devkit;

/** Something this machine must have is not there; the message is one line that says what and how to get it. */
public final class MissingPrerequisite extends RuntimeException {

    public MissingPrerequisite(String message) {
        super(message);
    }

    public MissingPrerequisite(String message, Throwable cause) {
        super(message, cause);
    }
}
