package io.cryptocheckout.platform.plugin;

/** A plugin did not take what it was to be told; the message is for the merchant's log of deliveries. */
public final class PluginFailed extends Exception {
    private static final long serialVersionUID = 1L;

    private static final int LONGEST = 500;

    private final boolean passing;

    /**
     * The message may be a plugin's own: what no log and no database takes is left out.
     *
     * @param passing
     *            whether the plugin was not called at all, and nobody is to blame for that
     */
    PluginFailed(String message, boolean passing) {
        super(kept(message), null, false, false);
        this.passing = passing;
    }

    /** Whether the plugin was not called at all, as it is being started or busy: that was no attempt. */
    public boolean isPassing() {
        return passing;
    }

    private static String kept(String message) {
        String line = message.replaceAll("\\p{Cntrl}+", " ").strip();
        return line.length() > LONGEST ? line.substring(0, LONGEST) : line;
    }

    public String words() {
        return String.valueOf(getMessage());
    }
}
