package io.cryptocheckout.platform.tenancy;

import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a change of settings changed, in words for the log. */
final class SettingsChanges {

    private SettingsChanges() {}

    /** By the name of the setting, what it was and what it is; empty where nothing changed. */
    static Map<String, String> between(StoreSettings before, StoreSettings after) {
        Map<String, String> changes = new TreeMap<>();
        compare(changes, "name", before.name(), after.name());
        compare(changes, "logoUrl", before.logoUrl(), after.logoUrl());
        compare(changes, "colour", before.colour(), after.colour());
        StoreRules old = before.rules();
        StoreRules rules = after.rules();
        compare(changes, "expiry", old.expiry(), rules.expiry());
        compare(changes, "grace", old.grace(), rules.grace());
        compare(changes, "tolerance", old.tolerance().stripTrailingZeros().toPlainString(),
                rules.tolerance().stripTrailingZeros().toPlainString());
        compare(changes, "latePolicy", StoredRules.latePolicy(old.latePolicy()), StoredRules.latePolicy(rules.latePolicy()));
        compare(changes, "confirmations", new TreeMap<>(old.confirmations()), new TreeMap<>(rules.confirmations()));
        compare(changes, "finalizedFromUsd", plain(old), plain(rules));
        compare(changes, "stablecoinsAtPar", old.stablecoinsAtPar(), rules.stablecoinsAtPar());
        return changes;
    }

    private static @Nullable String plain(StoreRules rules) {
        return rules.finalizedFromUsd() == null ? null : rules.finalizedFromUsd().stripTrailingZeros().toPlainString();
    }

    private static void compare(Map<String, String> changes, String name, @Nullable Object before, @Nullable Object after) {
        if (!Objects.equals(before, after)) {
            changes.put(name, words(before) + " -> " + words(after));
        }
    }

    private static String words(@Nullable Object value) {
        return value == null ? "none" : value.toString();
    }
}
