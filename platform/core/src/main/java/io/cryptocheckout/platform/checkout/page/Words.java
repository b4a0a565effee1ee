package io.cryptocheckout.platform.checkout.page;

import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/** The page's texts in the customer's language, or in English. */
public final class Words {

    private static final List<Locale> LANGUAGES = List.of(Locale.ENGLISH, Locale.GERMAN, Locale.of("es"), Locale.FRENCH);

    private final ResourceBundle texts;
    private final Locale locale;

    private Words(Locale locale) {
        this.locale = locale;
        this.texts = ResourceBundle.getBundle("checkout-page/texts", locale,
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    }

    /** The best of the offered languages for an {@code Accept-Language} header (RFC 4647, look-up). */
    static Words forHeader(@Nullable String acceptLanguage) {
        if (acceptLanguage == null || acceptLanguage.isBlank()) {
            return new Words(Locale.ENGLISH);
        }
        try {
            Locale best = Locale.lookup(Locale.LanguageRange.parse(acceptLanguage), LANGUAGES);
            return new Words(best == null ? Locale.ENGLISH : best);
        } catch (IllegalArgumentException e) {
            // A header nobody can read asks for nothing.
            return new Words(Locale.ENGLISH);
        }
    }

    public String language() {
        return locale.getLanguage();
    }

    /** The text with its arguments filled in; arguments are shown as they are, numbers are given as text. */
    public String of(String key, Object... arguments) {
        return new MessageFormat(texts.getString(key), locale).format(arguments);
    }
}
