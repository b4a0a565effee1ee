package io.cryptocheckout.platform.plugin;

/** A plugin did not take what it was to be told; the message is for the merchant's log of deliveries. */
public final class PluginFailed extends Exception {
    private static final long serialVersionUID = 1L;

    PluginFailed(String message) {
        super(message, null, false, false);
    }

    public String words() {
        return String.valueOf(getMessage());
    }
}
