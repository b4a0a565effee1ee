package io.cryptocheckout.platform.admin;

import io.cryptocheckout.platform.refusal.Refused;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with a form that was sent.
 *
 * @param param
 *            the field at fault, null where the form as a whole is
 */
public record Problem(@Nullable String param, String text) {

    static Problem of(Refused refused) {
        return new Problem(refused.param(), refused.text());
    }
}
