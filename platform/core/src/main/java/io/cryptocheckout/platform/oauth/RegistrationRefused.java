package io.cryptocheckout.platform.oauth;

import java.util.Locale;

/** A registration that was refused, in the words of RFC 7591 (section 3.2.2) and RFC 6750 (section 3.1). */
public final class RegistrationRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Why why;

    /** The error codes. */
    public enum Why {
        INVALID_REDIRECT_URI, INVALID_CLIENT_METADATA, INVALID_TOKEN, RATE_LIMITED;

        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * @param description
     *            what happened and what to do; shown to the sender
     */
    public RegistrationRefused(Why why, String description) {
        super(description, null, false, false);
        this.why = why;
    }

    static RegistrationRefused metadata(String description) {
        return new RegistrationRefused(Why.INVALID_CLIENT_METADATA, description);
    }

    static RegistrationRefused redirect(String description) {
        return new RegistrationRefused(Why.INVALID_REDIRECT_URI, description);
    }

    public Why why() {
        return why;
    }

    /** The message, which a thrown refusal always has. */
    public String description() {
        String message = getMessage();
        return message == null ? why.code() : message;
    }
}
