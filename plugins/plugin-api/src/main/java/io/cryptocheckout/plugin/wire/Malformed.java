package io.cryptocheckout.plugin.wire;

import java.io.IOException;

/** What came is no frame: whoever sent it does not keep to the protocol. */
public final class Malformed extends IOException {
    private static final long serialVersionUID = 1L;

    Malformed(String message) {
        super(message);
    }
}
