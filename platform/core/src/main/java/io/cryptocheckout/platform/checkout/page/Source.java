package io.cryptocheckout.platform.checkout.page;

import io.cryptocheckout.platform.checkout.PublicSession;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Where the page gets sessions from: the room's own, or a test's. */
interface Source {

    /** The session's public side as it stands; null where there is none. */
    @Nullable
    PublicSession find(UUID id);

    /** Calls back after every change, until closed. */
    AutoCloseable follow(UUID id, Runnable onChange);
}
