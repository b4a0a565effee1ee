package io.cryptocheckout.plugin;

import java.util.List;
import java.util.Optional;

/**
 * What a plugin keeps for a store: text by key, out of reach of every other store and plugin. A key has at most 200 letters, digits and
 * {@code . _ - /}, a value at most 256 KiB, all values of a store together at most 16 MiB; more is refused with {@link Refused}.
 */
public interface Storage {
    /** What a key looks like. */
    String KEY = "[A-Za-z0-9._/-]{1,200}";
    /** Bytes of one value at most. */
    int VALUE_LIMIT = 256 * 1024;
    /** Bytes of all values of one store at most. */
    int STORE_LIMIT = 16 * 1024 * 1024;
    /** Keys that one question answers at most. */
    int KEYS_LIMIT = 1000;

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
