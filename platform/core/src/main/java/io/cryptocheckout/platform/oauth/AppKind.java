package io.cryptocheckout.platform.oauth;

import java.util.Locale;

/** What sort of client an app is: one that a developer registered, a storefront that registered itself, or the command line. */
public enum AppKind {
    APP, STOREFRONT, CLI;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    static AppKind of(String wireName) {
        return valueOf(wireName.toUpperCase(Locale.ROOT));
    }
}
