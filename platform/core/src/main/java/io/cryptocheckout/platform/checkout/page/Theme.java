package io.cryptocheckout.platform.checkout.page;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The store's colour as a style sheet, with the text colour that can be read on it (WCAG 2.2, relative luminance). */
final class Theme {

    private static final Pattern COLOUR = Pattern.compile("#[0-9a-fA-F]{6}");

    private Theme() {}

    /** The style sheet; empty where the store has no colour, or something that is none. */
    static String css(@Nullable String colour) {
        if (colour == null || !COLOUR.matcher(colour).matches()) {
            return "";
        }
        return ":root{--brand:%s;--on-brand:%s}".formatted(colour, contrast(luminance(colour)));
    }

    private static String contrast(double luminance) {
        double onWhite = 1.05 / (luminance + 0.05);
        double onBlack = (luminance + 0.05) / 0.05;
        return onWhite >= onBlack ? "#fff" : "#000";
    }

    private static double luminance(String colour) {
        return 0.2126 * linear(colour.substring(1, 3)) + 0.7152 * linear(colour.substring(3, 5))
                + 0.0722 * linear(colour.substring(5, 7));
    }

    private static double linear(String hex) {
        double part = Integer.parseInt(hex, 16) / 255.0;
        return part <= 0.04045 ? part / 12.92 : Math.pow((part + 0.055) / 1.055, 2.4);
    }
}
