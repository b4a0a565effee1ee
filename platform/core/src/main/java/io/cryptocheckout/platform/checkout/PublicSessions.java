package io.cryptocheckout.platform.checkout;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Finds a session for its hosted page, before the store is known. */
public interface PublicSessions {

    /** The session's public side as last committed; null where there is none. */
    @Nullable PublicSession find(UUID id);
}
