package io.cryptocheckout.platform.tenancy;

import io.cryptocheckout.platform.refusal.Refusal;
import io.cryptocheckout.platform.refusal.Refused;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a store's settings must satisfy; each refusal names its field. */
final class SettingsRules {
    private static final int NAME_LENGTH = 120;
    private static final int URL_LENGTH = 2048;
    private static final int MOST_CONFIRMATIONS = 10_000;
    private static final Duration SHORTEST_EXPIRY = Duration.ofMinutes(5);
    private static final Duration LONGEST_EXPIRY = Duration.ofDays(7);
    private static final BigDecimal HIGHEST_TOLERANCE = new BigDecimal("0.5");
    private static final int TOLERANCE_SCALE = 5;
    private static final Pattern COLOUR = Pattern.compile("#[0-9a-f]{6}");

    private SettingsRules() {}

    static void check(StoreSettings settings) {
        name("name", settings.name());
        require(isWebAddress(settings.logoUrl()), "logoUrl", "The logo's URL must be https:// and at most 2048 long.");
        String colour = settings.colour();
        require(colour == null || COLOUR.matcher(colour).matches(), "colour", "A colour looks like #1a2b3c.");
        check(settings.rules());
    }

    static void name(String field, String name) {
        require(!name.isBlank() && name.length() <= NAME_LENGTH, field,
                "A name has 1 to 120 characters, not all of them blank.");
    }

    /** Refuses text that is blank, longer than this, or not one line. */
    static void line(String field, String text, int longest) {
        require(!text.isBlank() && text.strip().length() <= longest && text.chars().noneMatch(Character::isISOControl), field,
                "Write 1 to " + longest + " characters in one line.");
    }

    private static void check(StoreRules rules) {
        require(within(rules.expiry(), SHORTEST_EXPIRY, LONGEST_EXPIRY), "expiry",
                "The expiry is between 5 minutes and 7 days.");
        require(within(rules.grace(), Duration.ZERO, LONGEST_EXPIRY), "grace",
                "The grace is between nothing and 7 days.");
        BigDecimal tolerance = rules.tolerance();
        require(tolerance.signum() >= 0 && tolerance.compareTo(HIGHEST_TOLERANCE) <= 0
                && tolerance.stripTrailingZeros().scale() <= TOLERANCE_SCALE, "tolerance",
                "The tolerance is a fraction from 0 to 0.5 with at most 5 decimals.");
        rules.confirmations()
                .forEach((chain, count) -> require(count >= 1 && count <= MOST_CONFIRMATIONS, "confirmations." + chain,
                        "Confirmations are between 1 and 10000."));
        BigDecimal finalized = rules.finalizedFromUsd();
        require(finalized == null || finalized.signum() >= 0 && finalized.scale() <= 2, "finalizedFromUsd",
                "The value is in US dollars with at most 2 decimals, not negative.");
    }

    private static boolean within(Duration value, Duration least, Duration most) {
        return value.compareTo(least) >= 0 && value.compareTo(most) <= 0;
    }

    private static boolean isWebAddress(@Nullable String url) {
        if (url == null) {
            return true;
        }
        try {
            URI uri = new URI(url);
            return url.length() <= URL_LENGTH && "https".equals(uri.getScheme()) && uri.getHost() != null
                    && uri.getUserInfo() == null;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static void require(boolean holds, String field, String message) {
        if (!holds) {
            throw new Refused(Refusal.FIELD_INVALID, field, message);
        }
    }
}
