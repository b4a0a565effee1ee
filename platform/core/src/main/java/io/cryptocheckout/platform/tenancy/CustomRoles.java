package io.cryptocheckout.platform.tenancy;

import static io.cryptocheckout.jooq.tenancy.Tables.CUSTOM_ROLE;
import static io.cryptocheckout.jooq.tenancy.Tables.INVITATION;
import static io.cryptocheckout.jooq.tenancy.Tables.MEMBERSHIP;

import io.cryptocheckout.jooq.tenancy.tables.records.CustomRoleRecord;
import io.cryptocheckout.platform.audit.AuditAct;
import io.cryptocheckout.platform.audit.AuditLog;
import io.cryptocheckout.platform.authority.Caller;
import io.cryptocheckout.platform.authority.Permission;
import io.cryptocheckout.platform.database.Database;
import io.cryptocheckout.platform.database.StoreTx;
import io.cryptocheckout.platform.id.IdKind;
import io.cryptocheckout.platform.id.Ids;
import io.cryptocheckout.platform.refusal.Refusal;
import io.cryptocheckout.platform.refusal.Refused;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** The roles a store made of permissions. Whoever makes or changes one holds every right in it. */
@Component
public class CustomRoles {
    private static final int LONGEST_NAME = 60;
    private static final int MOST = 50;

    private final Database database;
    private final AuditLog audit;
    private final Assignments assignments;
    private final Clock clock;

    public CustomRoles(Database database, AuditLog audit, Stores stores, Clock clock) {
        this.database = database;
        this.audit = audit;
        this.assignments = new Assignments(stores, audit);
        this.clock = clock;
    }

    public List<CustomRoleView> list(Caller caller) {
        caller.require(Permission.TEAM_READ);
        return database.in(caller.scope(), tx -> tx.sql().selectFrom(CUSTOM_ROLE).where(CUSTOM_ROLE.STORE_ID.eq(tx.storeId()))
                .orderBy(CUSTOM_ROLE.NAME).fetch(CustomRoles::view));
    }

    /** Makes a role; refuses with {@code name_taken}, or {@code rights_exceeded} where the caller lacks what is in it. */
    public CustomRoleView create(Caller caller, String name, Rights rights) {
        caller.require(Permission.TEAM_MANAGE);
        String checked = check(name, rights);
        assignments.requireCover(caller, rights);
        return database.in(caller.scope(), tx -> {
            StoreStanding.requireOpen(tx);
            if (tx.sql().fetchCount(CUSTOM_ROLE, CUSTOM_ROLE.STORE_ID.eq(tx.storeId())) >= MOST) {
                throw new Refused(Refusal.ROLE_LIMIT_REACHED, "name", "A store has at most " + MOST + " roles of its own.");
            }
            UUID id = Ids.next(clock);
            int made = tx.sql().insertInto(CUSTOM_ROLE).set(CUSTOM_ROLE.STORE_ID, tx.storeId()).set(CUSTOM_ROLE.ID, id)
                    .set(CUSTOM_ROLE.NAME, checked).set(CUSTOM_ROLE.TEST_PERMISSIONS, Assignments.wireNames(rights.test()))
                    .set(CUSTOM_ROLE.LIVE_PERMISSIONS, Assignments.wireNames(rights.live()))
                    .set(CUSTOM_ROLE.CREATED_AT, clock.instant()).onConflictDoNothing().execute();
            requireFree(made == 1);
            audit.write(tx, caller.principal(), new AuditAct("role.created", IdKind.ROLE.format(id), details(checked, rights)));
            return new CustomRoleView(id, checked, rights);
        });
    }

    /** Changes a role for everybody who has it, at once. */
    public void change(Caller caller, UUID roleId, String name, Rights rights) {
        caller.require(Permission.TEAM_MANAGE);
        String checked = check(name, rights);
        database.in(caller.scope(), tx -> {
            CustomRoleRecord before = locked(tx, roleId);
            assignments.requireCover(caller, Assignments.rights(before));
            assignments.requireCover(caller, rights);
            requireFree(!tx.sql().fetchExists(CUSTOM_ROLE, CUSTOM_ROLE.STORE_ID.eq(tx.storeId()), CUSTOM_ROLE.NAME.eq(checked),
                    CUSTOM_ROLE.ID.ne(roleId)));
            tx.sql().update(CUSTOM_ROLE).set(CUSTOM_ROLE.NAME, checked)
                    .set(CUSTOM_ROLE.TEST_PERMISSIONS, Assignments.wireNames(rights.test()))
                    .set(CUSTOM_ROLE.LIVE_PERMISSIONS, Assignments.wireNames(rights.live()))
                    .where(CUSTOM_ROLE.STORE_ID.eq(tx.storeId()), CUSTOM_ROLE.ID.eq(roleId)).execute();
            audit.write(tx, caller.principal(), new AuditAct("role.changed", IdKind.ROLE.format(roleId), details(checked, rights)));
            return true;
        });
    }

    /** Takes a role away; refuses with {@code role_in_use} while a person or an open invitation has it. */
    public void delete(Caller caller, UUID roleId) {
        caller.require(Permission.TEAM_MANAGE);
        database.in(caller.scope(), tx -> {
            CustomRoleRecord before = locked(tx, roleId);
            assignments.requireCover(caller, Assignments.rights(before));
            boolean used = tx.sql().fetchExists(MEMBERSHIP, MEMBERSHIP.STORE_ID.eq(tx.storeId()), MEMBERSHIP.CUSTOM_ROLE_ID.eq(roleId))
                    || tx.sql().fetchExists(INVITATION, INVITATION.STORE_ID.eq(tx.storeId()), INVITATION.CUSTOM_ROLE_ID.eq(roleId));
            if (used) {
                throw new Refused(Refusal.ROLE_IN_USE, null, "Somebody has or was offered this role. Give them another one first.");
            }
            tx.sql().deleteFrom(CUSTOM_ROLE).where(CUSTOM_ROLE.STORE_ID.eq(tx.storeId()), CUSTOM_ROLE.ID.eq(roleId)).execute();
            audit.write(tx, caller.principal(),
                    new AuditAct("role.deleted", IdKind.ROLE.format(roleId), Map.of("name", before.getName())));
            return true;
        });
    }

    private static String check(String name, Rights rights) {
        String stripped = name.strip();
        boolean standing = Arrays.stream(Role.values()).anyMatch(role -> role.wireName().equals(stripped.toLowerCase(Locale.ROOT)));
        if (stripped.isEmpty() || stripped.length() > LONGEST_NAME || standing || stripped.equalsIgnoreCase("agency")) {
            throw new Refused(Refusal.FIELD_INVALID, "name", "A role's name has 1 to 60 characters and is none of the standing roles.");
        }
        if (rights.test().isEmpty() && rights.live().isEmpty()) {
            throw new Refused(Refusal.FIELD_INVALID, "permissions", "A role holds at least one permission.");
        }
        if (!rights.equals(rights.without(Role.OWNERS_ALONE))) {
            throw new Refused(Refusal.FIELD_INVALID, "permissions", "What belongs to the owner alone cannot be part of a role.");
        }
        return stripped;
    }

    private static void requireFree(boolean free) {
        if (!free) {
            throw new Refused(Refusal.NAME_TAKEN, "name", "The store has a role of this name already.");
        }
    }

    private static CustomRoleRecord locked(StoreTx tx, UUID roleId) {
        CustomRoleRecord role = tx.sql().selectFrom(CUSTOM_ROLE).where(CUSTOM_ROLE.STORE_ID.eq(tx.storeId()), CUSTOM_ROLE.ID.eq(roleId))
                .forUpdate().fetchOne();
        if (role == null) {
            throw Refused.notFound("role");
        }
        return role;
    }

    private static Map<String, String> details(String name, Rights rights) {
        return Map.of("name", name, "test", String.join(" ", Assignments.wireNames(rights.test())), "live",
                String.join(" ", Assignments.wireNames(rights.live())));
    }

    private static CustomRoleView view(CustomRoleRecord row) {
        return new CustomRoleView(row.getId(), row.getName(), Assignments.rights(row));
    }
}
