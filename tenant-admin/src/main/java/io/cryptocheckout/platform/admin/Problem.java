package io.cryptocheckout.platform.admin;

import io.cryptocheckout.platform.refusal.Refused;
import java.util.Arrays;
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

    /** Whether this field is at fault, or an entry of it: {@code allowedIps.0} and {@code events[1]} belong to their lists. */
    public boolean at(String field) {
        return param != null && (param.equals(field) || param.startsWith(field + ".") || param.startsWith(field + "["));
    }

    /** Whether it is at none of these fields, and so belongs above the form. */
    public boolean elsewhere(String... fields) {
        return Arrays.stream(fields).noneMatch(this::at);
    }
}
