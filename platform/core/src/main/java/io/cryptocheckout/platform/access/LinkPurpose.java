package io.cryptocheckout.platform.access;

import java.time.Duration;
import java.util.Locale;

/** What a link in a mail is for. It works for nothing else, and only as long as is said here. */
enum LinkPurpose {
    /** The address typed at sign-up is the person's own. */
    CONFIRM_ADDRESS(Duration.ofHours(24)),
    /** Signs in without a password. */
    SIGN_IN(Duration.ofMinutes(15)),
    /** Sets a new password. */
    RESET_PASSWORD(Duration.ofHours(1)),
    /** The owner of the old address agrees to leave it. */
    LEAVE_ADDRESS(Duration.ofHours(24)),
    /** The owner of the new address agrees to take it. */
    TAKE_ADDRESS(Duration.ofHours(24));

    private final Duration lifetime;

    LinkPurpose(Duration lifetime) {
        this.lifetime = lifetime;
    }

    Duration lifetime() {
        return lifetime;
    }

    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
