package io.cryptocheckout.platform.oauth;

import io.cryptocheckout.platform.authority.AppCaller;
import io.cryptocheckout.platform.authority.Scope;
import io.cryptocheckout.platform.database.Answer;
import io.cryptocheckout.platform.database.StoreTx;
import io.cryptocheckout.platform.refusal.Refused;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What an app may know of itself, and of no other: who it is, where it is connected and what it was told. */
@Component
public class OwnApp {
    private final Apps apps;
    private final AppInstalls installs;
    private final AppEventLog log;

    OwnApp(Apps apps, AppInstalls installs, AppEventLog log) {
        this.apps = apps;
        this.installs = installs;
        this.log = log;
    }

    /** The app as it is registered; {@code not_found} where it was deleted in this very moment. */
    public App get(AppCaller caller) {
        App app = apps.find(caller.appId());
        if (app == null) {
            throw Refused.notFound("app");
        }
        return app;
    }

    /**
     * Its connections, the newest first.
     *
     * @param after
     *            the id of the last one known, which must be one of the app's; null for the beginning
     */
    public List<AppInstall> installs(AppCaller caller, int rows, @Nullable UUID after) {
        requireCursor(after == null || installs.has(caller.appId(), after));
        return installs.of(caller.appId(), rows, after);
    }

    /** Its events, the newest first; read on as with {@link #installs}. */
    public List<AppEventView> events(AppCaller caller, int rows, @Nullable UUID after) {
        requireCursor(after == null || log.has(caller.appId(), after));
        return log.of(caller.appId(), rows, after);
    }

    /**
     * The store and mode that an event of the app tells of, where it can be sent again.
     *
     * @throws Refused
     *             {@code not_found}; {@code webhook_url_missing} where the app is told nothing
     */
    public Scope requireSendable(AppCaller caller, UUID eventId) {
        return log.requireSendable(caller.appId(), eventId);
    }

    /** Sends the same event once more at once; the transaction is of its store and mode. */
    public AppEventView redeliver(StoreTx tx, AppCaller caller, UUID eventId) {
        return log.redeliver(tx, caller.appId(), eventId);
    }

    private static void requireCursor(boolean known) {
        if (!known) {
            throw Answer.notACursor();
        }
    }
}
