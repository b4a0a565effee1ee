package io.cryptocheckout.plugin;

import java.time.Instant;

/** The store and mode a plugin is called for, and all it can do for it. It is of use until the call ends. */
public interface Store {

    /** The store's public id, {@code store_...}. */
    String id();

    String name();

    /** Whether real money is meant. */
    boolean livemode();

    /** The platform's time. */
    Instant now();

    Settings settings();

    Storage storage();

    Http http();

    Mail mail();

    /** A line for the merchant in the plugin's activity; at most 500 characters are kept, of 20 lines for each call. */
    void log(String line);
}
