package io.cryptocheckout.platform.admin;

import io.cryptocheckout.platform.authority.Permission;
import io.cryptocheckout.platform.refusal.Refusal;
import io.cryptocheckout.platform.refusal.Refused;
import io.cryptocheckout.platform.tenancy.AgencyGrant;
import io.cryptocheckout.platform.tenancy.Rights;
import io.cryptocheckout.platform.tenancy.Role;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What was ticked and typed about an agency's rights.
 *
 * @param until
 *            the last day in UTC, {@code 2026-12-31}; empty for no end
 */
public record AgencyRights(@Nullable Set<String> test, @Nullable Set<String> live, @Nullable String until) {
    private static final Set<Permission> TO_READ = EnumSet.of(Permission.SESSIONS_READ, Permission.STORE_READ, Permission.WEBHOOKS_READ,
            Permission.EVENTS_READ, Permission.REPORTS_READ);

    /** Boxes that were not ticked are not sent at all. */
    public AgencyRights {
        test = test == null ? Set.of() : Set.copyOf(test);
        live = live == null ? Set.of() : Set.copyOf(live);
        until = until == null ? "" : until.strip();
    }

    /** What is offered first: test mode fully, live mode to read. */
    static AgencyRights usual() {
        return new AgencyRights(Set.copyOf(choices()), RoleChoice.wireNames(TO_READ), "");
    }

    static AgencyRights of(AgencyGrant grant) {
        Instant end = grant.expiresAt();
        return new AgencyRights(RoleChoice.wireNames(grant.rights().test()), RoleChoice.wireNames(grant.rights().live()),
                end == null ? "" : end.minusMillis(1).atZone(ZoneOffset.UTC).toLocalDate().toString());
    }

    /** What may be granted to an agency at all. */
    static List<String> choices() {
        return Arrays.stream(Permission.values()).filter(one -> !Role.NEVER_AN_AGENCYS.contains(one)).map(Permission::wireName).toList();
    }

    @Override
    public Set<String> test() {
        return Objects.requireNonNull(test);
    }

    @Override
    public Set<String> live() {
        return Objects.requireNonNull(live);
    }

    /** Refuses what is no permission: something else than what was sent must not be granted. */
    Rights rights() {
        return new Rights(permissions(test()), permissions(live()));
    }

    AgencyGrant grant() {
        return new AgencyGrant(rights(), end());
    }

    private @Nullable Instant end() {
        String day = Objects.requireNonNull(until);
        try {
            return day.isEmpty() ? null : LocalDate.parse(day).plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
        } catch (DateTimeException e) {
            throw new Refused(Refusal.FIELD_INVALID, "expiresAt", "A day looks like 2026-12-31.");
        }
    }

    private static Set<Permission> permissions(Set<String> wireNames) {
        Set<Permission> permissions = Permission.known(wireNames);
        if (permissions.size() != wireNames.size()) {
            throw new Refused(Refusal.FIELD_INVALID, "permissions", "One of these is no permission. Nothing was granted.");
        }
        return permissions;
    }
}
