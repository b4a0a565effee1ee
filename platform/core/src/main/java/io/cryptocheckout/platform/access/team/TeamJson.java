package io.cryptocheckout.platform.access.team;

import io.cryptocheckout.platform.api.model.TeamRole;
import io.cryptocheckout.platform.authority.Permission;
import io.cryptocheckout.platform.id.IdKind;
import io.cryptocheckout.platform.tenancy.Assignment;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What members and invitations have in common in the contract. */
final class TeamJson {

    private TeamJson() {}

    static TeamRole role(Assignment assignment) {
        return TeamRole.fromValue(assignment.role().wireName());
    }

    static @Nullable String roleId(Assignment assignment) {
        UUID custom = assignment.customRoleId();
        return custom == null ? null : IdKind.ROLE.format(custom);
    }

    static List<String> grants(Assignment assignment) {
        return assignment.liveGrants().stream().sorted().map(Permission::wireName).toList();
    }

    static @Nullable String access(@Nullable UUID accessId) {
        return accessId == null ? null : IdKind.AGENCY_ACCESS.format(accessId);
    }
}
