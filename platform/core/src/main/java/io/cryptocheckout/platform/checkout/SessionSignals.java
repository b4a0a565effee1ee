package io.cryptocheckout.platform.checkout;

import io.cryptocheckout.platform.database.Notifications;
import io.cryptocheckout.platform.database.StoreTx;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Tells the pages of this node that a session changed, on whichever node it did. A hint: pages also ask now and then. */
public final class SessionSignals {
    private static final String CHANNEL = "checkout_session";

    private final Map<UUID, List<Runnable>> listeners = new ConcurrentHashMap<>();

    SessionSignals(Notifications notifications) {
        notifications.listen(CHANNEL, payload -> changed(UUID.fromString(payload)));
    }

    /** Calls the listener after every committed change of the session, until closed. It must return at once. */
    public AutoCloseable subscribe(UUID id, Runnable onChange) {
        Runnable own = onChange::run;
        listeners.compute(id, (key, present) -> {
            List<Runnable> all = present == null ? new CopyOnWriteArrayList<>() : present;
            all.add(own);
            return all;
        });
        return () -> listeners.computeIfPresent(id, (key, present) -> {
            present.remove(own);
            return present.isEmpty() ? null : present;
        });
    }

    /** Sent to every node when the transaction commits. */
    static void signal(StoreTx tx, UUID id) {
        tx.sql().fetch("select pg_notify(?, ?)", CHANNEL, id.toString());
    }

    private void changed(UUID id) {
        listeners.getOrDefault(id, List.of()).forEach(Runnable::run);
    }
}
