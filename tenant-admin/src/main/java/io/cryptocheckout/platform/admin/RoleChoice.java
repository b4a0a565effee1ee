package io.cryptocheckout.platform.admin;

import io.cryptocheckout.platform.authority.Permission;
import io.cryptocheckout.platform.id.IdKind;
import io.cryptocheckout.platform.refusal.Refusal;
import io.cryptocheckout.platform.refusal.Refused;
import io.cryptocheckout.platform.tenancy.Assignment;
import io.cryptocheckout.platform.tenancy.CustomRoleView;
import io.cryptocheckout.platform.tenancy.Role;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * One role in a list to choose from.
 *
 * @param value
 *            the name of a standing role, or the public id of one of the store's own
 * @param text
 *            what a person with it may do
 */
public record RoleChoice(String value, String name, String text) {

    static List<RoleChoice> all(List<CustomRoleView> own) {
        List<RoleChoice> choices = new ArrayList<>(List.of(
                new RoleChoice("owner", "Owner", "everything, the wallet and the store itself included"),
                new RoleChoice("admin", "Admin", "everything but the wallet and what belongs to the owner"),
                new RoleChoice("developer", "Developer", "test mode fully; reads live payments; live keys and webhooks as granted"),
                new RoleChoice("support", "Support", "reads payments"),
                new RoleChoice("accountant", "Accountant", "reads payments, reports and the audit log")));
        own.forEach(role -> choices.add(new RoleChoice(IdKind.ROLE.format(role.id()), role.name(), "a role of this store")));
        return choices;
    }

    static List<String> grants() {
        return Role.LIVE_GRANTS.stream().sorted().map(Permission::wireName).toList();
    }

    static String value(Assignment assignment) {
        UUID custom = assignment.customRoleId();
        return custom == null ? assignment.role().wireName() : IdKind.ROLE.format(custom);
    }

    static Assignment assignment(String value, Set<String> grants) {
        UUID custom = IdKind.ROLE.parse(value);
        if (custom != null) {
            return new Assignment(Role.CUSTOM, custom, Set.of());
        }
        Role role = Arrays.stream(Role.values()).filter(one -> one != Role.CUSTOM && one.wireName().equals(value)).findFirst()
                .orElseThrow(() -> new Refused(Refusal.FIELD_INVALID, "role", "There is no such role in this store."));
        // The boxes stand beside every role and are meant for developers.
        return new Assignment(role, null, role == Role.DEVELOPER ? Permission.known(grants) : Set.of());
    }

    static Set<String> wireNames(Collection<Permission> permissions) {
        return permissions.stream().map(Permission::wireName).collect(Collectors.toUnmodifiableSet());
    }
}
