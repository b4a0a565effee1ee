package io.cryptocheckout.platform.oauth;

import io.cryptocheckout.platform.access.OrganizationLog;
import io.cryptocheckout.platform.events.EventsRoom;
import java.util.Map;

/** The room of events together with what apps have in it: their own events, and how connections begin and end. */
final class AppBeans {

    private AppBeans() {}

    static EventsRoom room() {
        return new EventsRoom(Map.of(), OrganizationLog.class, AppBooks.class, AppEventQueue.class, AppEvents.class, AppEventLog.class,
                GrantStarts.class, GrantEnds.class);
    }
}
