package io.cryptocheckout.plugin;

import java.util.Arrays;
import java.util.Optional;

/** A place in the dashboard. */
public enum Slot {
    /** Beside a payment's details. */
    SESSION_PANEL("session.panel"),
    /** On the store's first page. */
    DASHBOARD_TILE("dashboard.tile"),
    /** On the plugin's own page, under its settings. */
    SETTINGS_PAGE("settings.page");

    private final String wireName;

    Slot(String wireName) {
        this.wireName = wireName;
    }

    /** Its name in a manifest. */
    public String wireName() {
        return wireName;
    }

    public static Optional<Slot> of(String wireName) {
        return Arrays.stream(values()).filter(slot -> slot.wireName.equals(wireName)).findFirst();
    }
}
