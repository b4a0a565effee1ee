package io.cryptocheckout.plugin.testing;

import io.cryptocheckout.plugin.Refused;
import io.cryptocheckout.plugin.Storage;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** A store's values in memory, with the platform's limits. */
final class FakeStorage implements Storage {
    private final TreeMap<String, String> values = new TreeMap<>();

    @Override
    public synchronized Optional<String> get(String key) {
        return Optional.ofNullable(values.get(checked(key)));
    }

    @Override
    public synchronized void put(String key, String value) {
        long others = values.entrySet().stream().filter(entry -> !entry.getKey().equals(key)).mapToLong(entry -> size(entry.getValue()))
                .sum();
        if (size(value) > VALUE_LIMIT || others + size(value) > STORE_LIMIT) {
            throw new Refused("A value has at most " + VALUE_LIMIT + " bytes, and all values of a store have " + STORE_LIMIT);
        }
        values.put(checked(key), value);
    }

    @Override
    public synchronized boolean putIfAbsent(String key, String value) {
        if (values.containsKey(key)) {
            return false;
        }
        put(key, value);
        return true;
    }

    @Override
    public synchronized void delete(String key) {
        values.remove(checked(key));
    }

    @Override
    public synchronized List<String> keys(String prefix) {
        return values.tailMap(prefix, true).keySet().stream().takeWhile(key -> key.startsWith(prefix)).limit(KEYS_LIMIT).toList();
    }

    private static long size(String value) {
        return value.getBytes(StandardCharsets.UTF_8).length;
    }

    private static String checked(String key) {
        if (!key.matches(KEY)) {
            throw new Refused("A key has 1 to 200 letters, digits and . _ - /");
        }
        return key;
    }
}
