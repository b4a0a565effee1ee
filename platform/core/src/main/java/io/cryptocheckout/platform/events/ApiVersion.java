package io.cryptocheckout.platform.events;

/** The version of the envelope and of the objects in it: a date, pinned on every endpoint when it is created. */
public final class ApiVersion {
    public static final String CURRENT = "2026-11-01";

    private ApiVersion() {}
}
