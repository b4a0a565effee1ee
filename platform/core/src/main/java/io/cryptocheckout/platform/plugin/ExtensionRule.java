package io.cryptocheckout.platform.plugin;

import io.cryptocheckout.plugin.Json;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What one plugin may add to an event: so little that the event, whatever all plugins of a store add, can still be read by everybody and
 * handed to every other plugin. Pure.
 */
final class ExtensionRule {
    /** Bytes as JSON. */
    static final int LARGEST = 4096;
    /** Objects and lists inside each other, the outermost counted. */
    static final int DEEPEST = 6;
    /** Values at any depth. */
    static final int MOST_VALUES = 256;
    /** Digits of a number, on either side of its point. */
    static final int MOST_DIGITS = 40;
    /** What means something else to some language, such as {@code __proto__}, begins otherwise. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,63}");

    private ExtensionRule() {}

    static boolean fits(Map<String, @Nullable Object> extension) {
        return left(extension, DEEPEST, MOST_VALUES + 1) >= 0
                && Json.write(extension).getBytes(StandardCharsets.UTF_8).length <= LARGEST;
    }

    /** How many values may still follow; negative where this one may not stand there. */
    private static int left(@Nullable Object value, int depth, int before) {
        int left = before - 1;
        return switch (value) {
            case Map<?, ?> map -> depth == 0 || !map.keySet().stream().allMatch(ExtensionRule::isName)
                    ? -1
                    : after(map.values(), depth, left);
            case List<?> list -> depth == 0 ? -1 : after(list, depth, left);
            case BigInteger number -> isShort(new BigDecimal(number)) ? left : -1;
            case BigDecimal number -> isShort(number) ? left : -1;
            case null, default -> left;
        };
    }

    private static int after(Collection<? extends @Nullable Object> values, int depth, int before) {
        int left = before;
        for (Object each : values) {
            left = left < 0 ? left : left(each, depth - 1, left);
        }
        return left;
    }

    private static boolean isName(@Nullable Object key) {
        return key instanceof String name && NAME.matcher(name).matches();
    }

    private static boolean isShort(BigDecimal number) {
        return number.precision() <= MOST_DIGITS && Math.abs(number.scale()) <= MOST_DIGITS;
    }
}
