package io.cryptocheckout.plugin;

import java.util.List;

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
        /** An {@code https} URL; {@code http} in test mode. */
        URL,
        /** An {@code https} URL that is kept sealed and never shown again, because whoever knows it may use it. */
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

    public Setting {
        choices = List.copyOf(choices);
    }
}
