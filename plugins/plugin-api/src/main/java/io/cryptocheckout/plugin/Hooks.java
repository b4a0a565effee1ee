package io.cryptocheckout.plugin;

import java.util.List;
import java.util.Optional;

/**
 * Where a plugin puts its code. Every method refuses, with an {@link IllegalArgumentException}, what the manifest does not declare and
 * what is registered already.
 */
public interface Hooks {

    /**
     * Something happened: the action is run after it is committed, at least once, again on the platform's retry schedule where it throws.
     * An {@link java.io.IOException} says that the world outside is at fault; anything else counts against the plugin.
     *
     * @param type
     *            for example {@code session.paid}, or {@code *} for all that the manifest declares
     */
    Hooks on(String type, Action action);

    /** A value is about to be used: the function returns it, changed or not, within milliseconds, while a customer waits. */
    <V> Hooks filter(Filter<V> point, Change<V> change);

    /** Text for people about something that happened, to be carried to wherever the merchant reads it; durable and retried as actions are. */
    Hooks notices(Notifier notifier);

    /** One more source of prices for the store; it is asked in the background and weighed with the others by the same rules. */
    Hooks prices(PriceSource source);

    /** Work at the interval that the manifest declares. */
    Hooks scheduled(Task task);

    /** What the dashboard shows in a place that the manifest declares; at most 20 blocks. */
    Hooks slot(Slot place, View view);

    /** Does something about an event. */
    @FunctionalInterface
    interface Action {
        void run(Event event, Store store) throws Exception;
    }

    /** Changes a value. */
    @FunctionalInterface
    interface Change<V> {
        /**
         * @param value
         *            the value as it is so far; never changed in place
         * @param about
         *            what it belongs to, for example the session; see the catalogue at {@link Filter}
         */
        V apply(V value, Facts about, Store store) throws Exception;
    }

    /** Carries a notice. */
    @FunctionalInterface
    interface Notifier {
        void send(Notice notice, Store store) throws Exception;
    }

    /** Reads a price. */
    @FunctionalInterface
    interface PriceSource {
        /**
         * @param asset
         *            for example {@code ETH}
         * @param currency
         *            ISO-4217 code
         * @return empty where the source does not know the pair
         */
        Optional<Rate> read(String asset, String currency, Store store) throws Exception;
    }

    /** Scheduled work for one store. */
    @FunctionalInterface
    interface Task {
        void run(Store store) throws Exception;
    }

    /** Makes the content of a place. */
    @FunctionalInterface
    interface View {
        /**
         * @param about
         *            the session where the place belongs to one, otherwise empty
         */
        List<Block> show(Facts about, Store store) throws Exception;
    }
}
