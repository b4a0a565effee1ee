package io.cryptocheckout.platform.plugin;

import io.cryptocheckout.platform.plugin.process.PluginFault;

/** A plugin did not take what it was to be told; the message is for the merchant's log of deliveries. */
public final class PluginFailed extends Exception {
    private static final long serialVersionUID = 1L;

    private static final int LONGEST = 500;

    private final Again again;

    /** When it may be told again. */
    public enum Again {
        /** Soon: it was not called at all, as it is being started or busy. That was no attempt. */
        SOON,
        /** On the schedule of deliveries. */
        LATER,
        /** Never, as it would be the same. */
        NEVER;

        static Again after(PluginFault.Kind kind) {
            return switch (kind) {
                case STARTING, BUSY -> SOON;
                case TOO_LARGE -> NEVER;
                default -> LATER;
            };
        }
    }

    /** The message may be a plugin's own: what no log and no database takes is left out. */
    PluginFailed(String message, Again again) {
        super(kept(message), null, false, false);
        this.again = again;
    }

    public Again again() {
        return again;
    }

    private static String kept(String message) {
        String line = message.replaceAll("\\p{Cntrl}+", " ").strip();
        return line.length() > LONGEST ? line.substring(0, LONGEST) : line;
    }

    public String words() {
        return String.valueOf(getMessage());
    }
}
