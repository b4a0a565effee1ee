package io.cryptocheckout.platform.access;

import java.util.UUID;

/**
 * A person of whom something is still missing. Why a type of its own: whatever asks for a {@code SignedIn} cannot take this
 * one by mistake.
 */
public record Halfway(UUID accountId, String email, int generation, Missing missing) implements Person {

    /** What has to be shown before the dashboard opens. */
    public enum Missing {
        /** That the e-mail address is the person's own. */
        ADDRESS("/signup/verify"),
        /** A code or a passkey, after the password or the link. */
        SECOND_FACTOR("/login/factor");

        private final String page;

        Missing(String page) {
            this.page = page;
        }

        /** Where it is asked for. */
        public String page() {
            return page;
        }
    }
}
