package io.cryptocheckout.plugin;

import java.util.List;
import java.util.Optional;

/**
 * What a plugin keeps for a store: text by key, out of reach of every other store and plugin. A key has at most 200 letters, digits and
 * {@code . _ - /}, a value at most 256 KiB, all values of a store together at most 16 MiB; more is refused with {@link Refused}.
 */
public interface Storage {

    Optional<String> get(String key);

    void put(String key, String value);

    /**
     * Puts a value where the key has none yet; of several callers at once exactly one is told {@code true}.
     */
    boolean putIfAbsent(String key, String value);

    void delete(String key);

    /** Keys that begin so, in their order, at most 1,000 of them. */
    List<String> keys(String prefix);
}
