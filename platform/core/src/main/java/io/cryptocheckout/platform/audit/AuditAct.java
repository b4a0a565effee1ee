package io.cryptocheckout.platform.audit;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What somebody did or tried to do.
 *
 * @param action
 *            an object and a verb in the past tense, such as {@code api_key.created}
 * @param object
 *            the public id of what was acted on; null where it has none
 * @param details
 *            what a reader needs to understand the act; never a secret
 */
public record AuditAct(String action, @Nullable String object, Map<String, String> details) {

    public AuditAct {
        details = Map.copyOf(details);
    }

    public AuditAct(String action, @Nullable String object) {
        this(action, object, Map.of());
    }
}
