package io.cryptocheckout.platform.tenancy;

import static io.cryptocheckout.jooq.tenancy.Tables.ORGANIZATION;
import static io.cryptocheckout.jooq.tenancy.Tables.PLAN;

import io.cryptocheckout.platform.id.Ids;
import io.cryptocheckout.platform.refusal.Refusal;
import io.cryptocheckout.platform.refusal.Refused;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** The table of plans, as operators see and change it in a running transaction of theirs. */
public final class Plans {
    private static final int LONGEST_NAME = 60;
    private static final long MOST_SESSIONS = 1_000_000_000_000L;
    private static final int MOST = 1_000_000;
    private static final Field<Integer> ORGANIZATIONS = DSL.field(DSL.selectCount().from(ORGANIZATION)
            .where(ORGANIZATION.PLAN_ID.eq(PLAN.ID)));

    private Plans() {}

    /** All plans, the default one first. */
    public static List<PlanView> list(DSLContext operator) {
        return operator.select(PLAN.fields()).select(ORGANIZATIONS).from(PLAN).orderBy(PLAN.IS_DEFAULT.desc(), PLAN.NAME)
                .fetch(Plans::view);
    }

    /** One plan; refuses with {@code not_found}. */
    public static PlanView find(DSLContext operator, UUID id) {
        PlanView plan = operator.select(PLAN.fields()).select(ORGANIZATIONS).from(PLAN).where(PLAN.ID.eq(id)).fetchOne(Plans::view);
        if (plan == null) {
            throw Refused.notFound("plan");
        }
        return plan;
    }

    /** Makes a plan; refuses with {@code name_taken}, or {@code field_invalid}. */
    public static UUID create(DSLContext operator, String name, Terms terms, Clock clock) {
        check(name, terms);
        UUID id = Ids.next(clock);
        Instant now = clock.instant();
        int made = operator.insertInto(PLAN).set(PLAN.ID, id).set(PLAN.NAME, name.strip())
                .set(PLAN.SESSIONS_PER_MONTH, terms.sessionsPerMonth()).set(PLAN.STORES, terms.stores())
                .set(PLAN.API_KEYS_PER_STORE, terms.apiKeysPerStore()).set(PLAN.REQUESTS_PER_SECOND, terms.requestsPerSecond())
                .set(PLAN.CREATED_AT, now).set(PLAN.UPDATED_AT, now).onConflict(PLAN.NAME).doNothing().execute();
        requireFree(made == 1);
        return id;
    }

    /** Changes a plan for everybody who has it, from the next request on; the rate within a minute. */
    public static void change(DSLContext operator, UUID id, String name, Terms terms, Instant now) {
        check(name, terms);
        requireFree(!operator.fetchExists(PLAN, PLAN.NAME.eq(name.strip()), PLAN.ID.ne(id)));
        operator.update(PLAN).set(PLAN.NAME, name.strip()).set(PLAN.SESSIONS_PER_MONTH, terms.sessionsPerMonth())
                .set(PLAN.STORES, terms.stores()).set(PLAN.API_KEYS_PER_STORE, terms.apiKeysPerStore())
                .set(PLAN.REQUESTS_PER_SECOND, terms.requestsPerSecond()).set(PLAN.UPDATED_AT, now).where(PLAN.ID.eq(id)).execute();
    }

    /** Makes it the plan of everybody who was given none. */
    public static void makeDefault(DSLContext operator, UUID id, Instant now) {
        operator.fetch("select pg_advisory_xact_lock(hashtextextended('default plan', 0))");
        operator.update(PLAN).set(PLAN.IS_DEFAULT, false).set(PLAN.UPDATED_AT, now).where(PLAN.IS_DEFAULT.isTrue(), PLAN.ID.ne(id))
                .execute();
        operator.update(PLAN).set(PLAN.IS_DEFAULT, true).set(PLAN.UPDATED_AT, now).where(PLAN.ID.eq(id)).and(PLAN.IS_DEFAULT.isFalse())
                .execute();
    }

    /**
     * Gives an organization a plan.
     *
     * @param planId
     *            null for the default one
     */
    public static void give(DSLContext operator, UUID organizationId, @Nullable UUID planId) {
        operator.update(ORGANIZATION).set(ORGANIZATION.PLAN_ID, planId).where(ORGANIZATION.ID.eq(organizationId)).execute();
    }

    static PlanView view(Record row) {
        return new PlanView(row.get(PLAN.ID), row.get(PLAN.NAME), new Terms(row.get(PLAN.SESSIONS_PER_MONTH), row.get(PLAN.STORES),
                row.get(PLAN.API_KEYS_PER_STORE), row.get(PLAN.REQUESTS_PER_SECOND)), row.get(PLAN.IS_DEFAULT), row.get(ORGANIZATIONS));
    }

    static Field<?>[] fields() {
        Field<?>[] plan = PLAN.fields();
        Field<?>[] all = java.util.Arrays.copyOf(plan, plan.length + 1);
        all[plan.length] = ORGANIZATIONS;
        return all;
    }

    private static void check(String name, Terms terms) {
        SettingsRules.line("name", name, LONGEST_NAME);
        within("sessionsPerMonth", terms.sessionsPerMonth(), 0, MOST_SESSIONS);
        within("stores", terms.stores(), 1, MOST);
        within("apiKeysPerStore", terms.apiKeysPerStore(), 1, MOST);
        within("requestsPerSecond", terms.requestsPerSecond(), 1, MOST);
    }

    private static void within(String field, @Nullable Number value, long least, long most) {
        if (value != null && (value.longValue() < least || value.longValue() > most)) {
            throw new Refused(Refusal.FIELD_INVALID, field, "A whole number from " + least + " to " + most + ", or nothing for no limit.");
        }
    }

    private static void requireFree(boolean free) {
        if (!free) {
            throw new Refused(Refusal.NAME_TAKEN, "name", "There is a plan of this name already.");
        }
    }
}
