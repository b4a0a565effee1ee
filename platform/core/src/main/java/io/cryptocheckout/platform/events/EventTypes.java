package io.cryptocheckout.platform.events;

import java.util.List;

/** The types of event the platform emits, and the star by which an endpoint asks for all of them. */
public final class EventTypes {
    public static final String ALL = "*";
    public static final String APP_CONNECTED = "app.connected";
    public static final String APP_DISCONNECTED = "app.disconnected";
    public static final String WEBHOOK_TEST = "webhook.test";

    private static final List<String> TYPES = List.of("session.created", "session.detected", "session.paid", "session.paid_late",
            "session.underpaid", "session.overpaid", "session.expired", "session.failed", "session.canceled", "session.reverted",
            "funds.unmatched", APP_CONNECTED, APP_DISCONNECTED, WEBHOOK_TEST);

    private EventTypes() {}

    /** Every type, in the order people should read them. */
    public static List<String> all() {
        return TYPES;
    }

    public static boolean isKnown(String type) {
        return TYPES.contains(type);
    }
}
