package io.cryptocheckout.platform.mail;

import io.cryptocheckout.platform.refusal.Refusal;
import io.cryptocheckout.platform.refusal.Refused;
import java.util.regex.Pattern;

/** What counts as an e-mail address; whether it is somebody's, only a mail can tell. */
public final class MailAddress {
    private static final Pattern LOOKS_LIKE = Pattern.compile("[^\\s@\\p{Cntrl}]{1,64}@[^\\s@\\p{Cntrl}]{1,189}");

    private MailAddress() {}

    /**
     * Refuses with {@code field_invalid} what is none.
     *
     * @param field
     *            where it was typed
     */
    public static void check(String field, String email) {
        if (!LOOKS_LIKE.matcher(email).matches()) {
            throw new Refused(Refusal.FIELD_INVALID, field, "An e-mail address looks like name@example.com.");
        }
    }
}
