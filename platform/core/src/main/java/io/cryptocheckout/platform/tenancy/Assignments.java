package io.cryptocheckout.platform.tenancy;

import static io.cryptocheckout.jooq.tenancy.Tables.CUSTOM_ROLE;

import io.cryptocheckout.jooq.tenancy.tables.records.CustomRoleRecord;
import io.cryptocheckout.platform.audit.AuditAct;
import io.cryptocheckout.platform.audit.AuditLog;
import io.cryptocheckout.platform.authority.Caller;
import io.cryptocheckout.platform.authority.Permission;
import io.cryptocheckout.platform.authority.Principal;
import io.cryptocheckout.platform.database.StoreTx;
import io.cryptocheckout.platform.refusal.Refusal;
import io.cryptocheckout.platform.refusal.Refused;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a role gives, and who may give it: nobody more than he has himself, and an owner only an owner. */
final class Assignments {
    private final Stores stores;
    private final AuditLog audit;

    Assignments(Stores stores, AuditLog audit) {
        this.stores = stores;
        this.audit = audit;
    }

    /** Refuses with {@code rights_exceeded} where somebody would decide about rights that he has not. */
    void requireCover(Caller caller, Rights rights) {
        if (!rightsOf(caller).cover(rights)) {
            audit.refused(caller, new AuditAct("rights.exceeded", null,
                    Map.of("test", String.join(" ", wireNames(rights.test())), "live", String.join(" ", wireNames(rights.live())))));
            throw new Refused(Refusal.RIGHTS_EXCEEDED, "role", "You can give, change and take away only rights that you hold yourself.");
        }
    }

    /** Checks a role to be given, and that the caller may give it. */
    void requireGivable(StoreTx tx, Caller caller, Assignment assignment) {
        if ((assignment.role() == Role.CUSTOM) != (assignment.customRoleId() != null)) {
            throw new Refused(Refusal.FIELD_INVALID, "role", "Name one of the store's own roles, or one of the standing ones.");
        }
        if (!assignment.liveGrants().isEmpty() && assignment.role() != Role.DEVELOPER
                || !Role.LIVE_GRANTS.containsAll(assignment.liveGrants())) {
            throw new Refused(Refusal.FIELD_INVALID, "liveGrants",
                    "Only developers are given more in live mode: keys, webhooks and events.");
        }
        requireCover(caller, rights(tx, assignment));
    }

    /** What somebody with this role may do. */
    Rights rights(StoreTx tx, Assignment assignment) {
        UUID custom = assignment.customRoleId();
        Rights rights = custom == null ? assignment.role().rights() : rights(customRole(tx, custom));
        return rights.withLive(assignment.liveGrants());
    }

    /** How people call it. */
    static String name(StoreTx tx, Assignment assignment) {
        UUID custom = assignment.customRoleId();
        return custom == null ? assignment.role().wireName() : customRole(tx, custom).getName();
    }

    static Rights rights(CustomRoleRecord role) {
        return new Rights(Permission.known(role.getTestPermissions()), Permission.known(role.getLivePermissions()))
                .without(Role.OWNERS_ALONE);
    }

    static Assignment assignment(String role, @Nullable UUID customRoleId, String[] liveGrants) {
        return new Assignment(Role.of(role), customRoleId, Permission.known(liveGrants));
    }

    static String[] wireNames(Collection<Permission> permissions) {
        return permissions.stream().sorted().map(Permission::wireName).toArray(String[]::new);
    }

    private static CustomRoleRecord customRole(StoreTx tx, UUID id) {
        CustomRoleRecord role = tx.sql().selectFrom(CUSTOM_ROLE).where(CUSTOM_ROLE.STORE_ID.eq(tx.storeId()), CUSTOM_ROLE.ID.eq(id))
                .fetchOne();
        if (role == null) {
            throw Refused.notFound("role");
        }
        return role;
    }

    /** Both modes at once: a request knows only those of the mode it is made in. */
    private Rights rightsOf(Caller caller) {
        StoreView own = caller.principal().kind() == Principal.Kind.ACCOUNT
                ? stores.find(caller.scope().storeId(), caller.principal().id())
                : null;
        return own == null ? Rights.NONE : own.rights();
    }
}
