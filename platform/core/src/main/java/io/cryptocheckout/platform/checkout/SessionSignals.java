package io.cryptocheckout.platform.checkout;

import java.util.UUID;

/** Tells that a session may have changed. A hint: who listens reads again. */
public interface SessionSignals {
    AutoCloseable subscribe(UUID id, Runnable onChange);
}
