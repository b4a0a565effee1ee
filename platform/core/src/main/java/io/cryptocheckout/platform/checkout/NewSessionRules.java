package io.cryptocheckout.platform.checkout;

import io.cryptocheckout.platform.checkout.CheckoutSession.Customer;
import io.cryptocheckout.platform.outbound.UrlRules;
import io.cryptocheckout.platform.refusal.Refusal;
import io.cryptocheckout.platform.refusal.Refused;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a request to open a session must keep to; every refusal names the field. */
final class NewSessionRules {
    static final Duration SHORTEST = Duration.ofMinutes(5);
    static final Duration LONGEST = Duration.ofDays(7);
    private static final int MOST_KEYS = 50;
    private static final int KEY_LENGTH = 40;
    private static final int VALUE_LENGTH = 500;
    private static final int LINE_LENGTH = 200;
    private static final int EMAIL_LENGTH = 254;
    private static final int MOST_ASSETS = 50;
    private static final Pattern EMAIL = Pattern.compile("[^@\\s]+@[^@\\s]+");

    private final UrlRules urls;

    NewSessionRules(UrlRules urls) {
        this.urls = urls;
    }

    void check(NewSession wanted, boolean livemode) {
        Integer seconds = wanted.expiresInSeconds();
        if (seconds != null && (seconds < SHORTEST.toSeconds() || seconds > LONGEST.toSeconds())) {
            throw invalid("expiresInSeconds", "must be from " + SHORTEST.toSeconds() + " to " + LONGEST.toSeconds());
        }
        if (wanted.assets() != null && (wanted.assets().isEmpty() || wanted.assets().size() > MOST_ASSETS)) {
            throw invalid("assets", "must name 1 to " + MOST_ASSETS + " assets, or be left out");
        }
        line(wanted.details().reference(), "reference", LINE_LENGTH);
        customer(wanted.details().customer());
        metadata(wanted.details().metadata());
        url(wanted.details().successUrl(), "successUrl", livemode);
        url(wanted.details().cancelUrl(), "cancelUrl", livemode);
    }

    /** A line a person wrote; PostgreSQL stores no NUL, and half a surrogate pair is no text. */
    static void line(@Nullable String text, String param, int longest) {
        if (text != null && (text.isBlank() || text.length() > longest || !isText(text))) {
            throw invalid(param, "must be 1 to " + longest + " characters of text");
        }
    }

    private static void customer(@Nullable Customer customer) {
        if (customer != null) {
            line(customer.name(), "customer.name", LINE_LENGTH);
            line(customer.email(), "customer.email", EMAIL_LENGTH);
            if (customer.email() != null && !EMAIL.matcher(customer.email()).matches()) {
                throw invalid("customer.email", "must be an e-mail address");
            }
        }
    }

    private static void metadata(Map<String, String> metadata) {
        if (metadata.size() > MOST_KEYS) {
            throw new Refused(Refusal.METADATA_INVALID, "metadata",
                    "metadata has " + metadata.size() + " keys; at most " + MOST_KEYS + " are kept.");
        }
        metadata.forEach((key, value) -> {
            if (key.isEmpty() || key.length() > KEY_LENGTH || !isText(key)) {
                String shown = isText(key) ? key.substring(0, Math.min(KEY_LENGTH, key.length())) : "";
                throw new Refused(Refusal.METADATA_INVALID, "metadata." + shown,
                        "A key of metadata must be 1 to " + KEY_LENGTH + " characters of text.");
            }
            if (value == null || value.length() > VALUE_LENGTH || !isText(value)) {
                throw new Refused(Refusal.METADATA_INVALID, "metadata." + key,
                        "metadata." + key + " must be text of at most " + VALUE_LENGTH + " characters.");
            }
        });
    }

    private void url(@Nullable String url, String param, boolean livemode) {
        String problem = url == null ? null : urls.checkLink(url, livemode);
        if (problem != null) {
            throw new Refused(Refusal.URL_INVALID, param, param + " " + problem + ".");
        }
    }

    private static boolean isText(String text) {
        return text.indexOf('\0') < 0 && StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }

    static Refused invalid(String param, String what) {
        return new Refused(Refusal.FIELD_INVALID, param, param + " " + what + ".");
    }
}
