package io.cryptocheckout.plugin;

/**
 * A piece of a page, as plain text: the page decides how it looks, and shows no markup of a plugin.
 *
 * @param label
 *            a heading, the left side of a line, or the text of a link; at most 80 characters
 * @param text
 *            the text, the right side of a line, or the key in {@link Storage} of what is downloaded; at most 1,000 characters
 */
public record Block(Kind kind, String label, String text) {
    public static final int LABEL_LIMIT = 80;
    public static final int TEXT_LIMIT = 1000;

    /** What a block looks like. */
    public enum Kind {
        /** A paragraph under an optional heading. */
        TEXT,
        /** A label with its value. */
        LINE,
        /** A file the merchant downloads; on pages of the dashboard only. */
        DOWNLOAD
    }

    public Block {
        if (label.length() > LABEL_LIMIT || text.length() > TEXT_LIMIT) {
            throw new IllegalArgumentException(
                    "A block's label has at most " + LABEL_LIMIT + " characters and its text at most " + TEXT_LIMIT);
        }
        if (kind != Kind.TEXT && label.isBlank()) {
            throw new IllegalArgumentException("A line and a download need a label");
        }
    }

    public static Block text(String heading, String text) {
        return new Block(Kind.TEXT, heading, text);
    }

    public static Block line(String label, String value) {
        return new Block(Kind.LINE, label, value);
    }

    /** A file that lies under the key in the store's {@link Storage}; its name is the part of the key after the last slash. */
    public static Block download(String label, String key) {
        return new Block(Kind.DOWNLOAD, label, key);
    }
}
