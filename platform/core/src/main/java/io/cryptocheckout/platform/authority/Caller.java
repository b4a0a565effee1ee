package io.cryptocheckout.platform.authority;

import io.cryptocheckout.platform.refusal.Refusal;
import io.cryptocheckout.platform.refusal.Refused;
import java.util.Set;

/**
 * The authority of one request: a scope, what is allowed in it, and who asks. An empty set of permissions means nothing,
 * never everything.
 */
public record Caller(Scope scope, Set<Permission> permissions, Principal principal) {

    public Caller {
        permissions = Set.copyOf(permissions);
    }

    /** Refuses with {@code permission_missing} where the permission is not held. */
    public void require(Permission permission) {
        if (!permissions.contains(permission)) {
            throw new Refused(Refusal.PERMISSION_MISSING, null,
                    "This credential lacks the scope " + permission.wireName() + ".");
        }
    }
}
