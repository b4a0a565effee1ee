package io.cryptocheckout.platform.tenancy;

import io.cryptocheckout.platform.authority.Permission;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The role a person is given.
 *
 * @param customRoleId
 *            the store's own role, for {@link Role#CUSTOM} alone
 * @param liveGrants
 *            what a developer may do in live mode beyond his role; empty for everybody else
 */
public record Assignment(Role role, @Nullable UUID customRoleId, Set<Permission> liveGrants) {

    public Assignment {
        liveGrants = Set.copyOf(liveGrants);
    }

    public static Assignment of(Role role) {
        return new Assignment(role, null, Set.of());
    }
}
