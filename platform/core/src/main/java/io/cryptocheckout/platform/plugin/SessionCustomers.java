package io.cryptocheckout.platform.plugin;

import io.cryptocheckout.platform.database.StoreTx;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Who pays: a boundary to the room that keeps sessions, which itself asks plugins for values. */
public interface SessionCustomers {

    /** The e-mail address of a session's customer; null where the store has no such session, or it names none. */
    @Nullable
    String mailOf(StoreTx tx, UUID sessionId);
}
