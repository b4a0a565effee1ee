package io.cryptocheckout.platform.audit;

import io.cryptocheckout.platform.id.IdKind;
import java.util.List;
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

    static final String ADOPTED = "agency.adopted";
    /** What a store has once for both of its modes; everything else is made and used in one of them. */
    static final List<String> IN_BOTH_MODES = List.of("store.", "member.", "invitation.", "role.", "agency.", "plan.");
    /** What can be adopted and belongs to one mode all the same. */
    static final List<String> IN_ONE_MODE = List.of(IdKind.API_KEY.prefix(), IdKind.WEBHOOK_ENDPOINT.prefix(),
            IdKind.GRANT.prefix());

    public AuditAct {
        details = Map.copyOf(details);
    }

    public AuditAct(String action, @Nullable String object) {
        this(action, object, Map.of());
    }

    /** Whether it is about something that the store has once for both of its modes. */
    public boolean inBothModes() {
        boolean adoptedInOne = action.equals(ADOPTED) && object != null && IN_ONE_MODE.stream().anyMatch(object::startsWith);
        return IN_BOTH_MODES.stream().anyMatch(action::startsWith) && !adoptedInOne;
    }
}
