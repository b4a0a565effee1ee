package io.cryptocheckout.platform.local;

/** A local start that cannot be; the message is one line that says why and what to do. */
class LocalStartRefused extends RuntimeException {

    LocalStartRefused(String message, Throwable cause) {
        super(message, cause);
    }
}
