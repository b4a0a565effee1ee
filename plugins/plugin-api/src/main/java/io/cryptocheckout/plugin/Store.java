package io.cryptocheckout.plugin;

import java.time.Instant;

/**
 * The store and mode a plugin is called for, and all it can do for it. It is of use until the call ends. Each question to the platform counts:
 * what is read or written in {@link Storage}, a call by {@link Http}, a mail, a line of the log. Whoever asks more than it may is ended.
 */
public interface Store {
    /** Questions of one call at most. */
    int ASK_LIMIT = 1_000;
    /** Questions of scheduled work at most. */
    int TASK_ASK_LIMIT = 20_000;

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
