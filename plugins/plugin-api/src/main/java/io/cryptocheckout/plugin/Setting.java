package io.cryptocheckout.plugin;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;

/**
 * A field the merchant fills in.
 *
 * @param name
 *            letters, digits and underscores
 * @param label
 *            what the form calls it
 * @param help
 *            a sentence under the field; empty where there is none
 * @param choices
 *            of a {@code choice}: what there is to choose
 * @param initial
 *            the value until something else is filled in; empty where there is none
 */
public record Setting(String name, Type type, String label, String help, boolean required, List<String> choices, String initial) {

    /** How a value is entered, checked and kept. */
    public enum Type {
        /** One line of at most 500 characters. */
        TEXT,
        /** At most 500 characters, kept sealed and never shown again. */
        SECRET,
        /** An address to call; {@code http} works in test mode only. */
        URL,
        /** An address that is kept sealed and never shown again, because whoever knows it may use it. */
        SECRET_URL,
        /** A decimal number of at most 30 digits. */
        NUMBER,
        /** {@code true} or {@code false}. */
        SWITCH,
        /** One of the choices. */
        CHOICE;

        /** Whether it is kept sealed. */
        public boolean isSecret() {
            return this == SECRET || this == SECRET_URL;
        }

        public boolean isUrl() {
            return this == URL || this == SECRET_URL;
        }
    }

    private static final int LENGTH_LIMIT = 500;

    public Setting {
        choices = List.copyOf(choices);
        Optional<String> trouble = initial.isEmpty() ? Optional.empty() : trouble(type, choices, initial);
        if (trouble.isPresent()) {
            throw new IllegalArgumentException("settings." + name + ".default: " + trouble.get());
        }
    }

    /** Why the value cannot be taken, in words for the merchant; empty where it can. */
    public Optional<String> trouble(String value) {
        if (value.isEmpty()) {
            return required ? Optional.of(label + " is needed.") : Optional.empty();
        }
        return trouble(type, choices, value).map(why -> label + " " + why);
    }

    private static Optional<String> trouble(Type type, List<String> choices, String value) {
        if (value.length() > LENGTH_LIMIT || value.chars().anyMatch(Character::isISOControl)) {
            return Optional.of("must be one line of at most " + LENGTH_LIMIT + " characters.");
        }
        boolean fits = switch (type) {
            case TEXT, SECRET -> true;
            case URL, SECRET_URL -> isUrl(value);
            case NUMBER -> value.matches("-?\\d{1,20}(\\.\\d{1,10})?");
            case SWITCH -> value.equals("true") || value.equals("false");
            case CHOICE -> choices.contains(value);
        };
        return fits ? Optional.empty() : Optional.of(switch (type) {
            case TEXT, SECRET -> "cannot be taken.";
            case URL, SECRET_URL -> "must be a full address such as https://example.com/path.";
            case NUMBER -> "must be a number such as 12.50.";
            case SWITCH -> "must be true or false.";
            case CHOICE -> "must be one of " + String.join(", ", choices) + ".";
        });
    }

    private static boolean isUrl(String value) {
        try {
            URI uri = new URI(value);
            return ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme())) && uri.getHost() != null
                    && uri.getUserInfo() == null;
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
