package io.cryptocheckout.platform.operators;

import io.cryptocheckout.platform.audit.AuditAct;
import io.cryptocheckout.platform.audit.AuditLog;
import io.cryptocheckout.platform.database.Database;
import io.cryptocheckout.platform.id.IdKind;
import io.cryptocheckout.platform.refusal.Refused;
import io.cryptocheckout.platform.tenancy.PlanView;
import io.cryptocheckout.platform.tenancy.Plans;
import io.cryptocheckout.platform.tenancy.TenantView;
import io.cryptocheckout.platform.tenancy.Tenants;
import io.cryptocheckout.platform.tenancy.Terms;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The plans, and who has which. */
@Component
public class PlanBook {
    private static final String WHY = "operators decide what a plan allows and who has it";

    private final Database database;
    private final AuditLog audit;
    private final OperatorActs acts;
    private final Clock clock;

    PlanBook(Database database, AuditLog audit, OperatorActs acts, Clock clock) {
        this.database = database;
        this.audit = audit;
        this.acts = acts;
        this.clock = clock;
    }

    /** All plans, the default one first. */
    public List<PlanView> list() {
        return database.asOperator(WHY, operators -> Plans.list(operators.sql()));
    }

    /** One plan; refuses with {@code not_found}. */
    public PlanView find(UUID id) {
        return database.asOperator(WHY, operators -> Plans.find(operators.sql(), id));
    }

    /** Makes a plan; refuses with {@code name_taken}, or with the field that is wrong. */
    public UUID create(Operator who, String name, Terms terms) {
        return database.asOperator(WHY, operators -> {
            UUID id = Plans.create(operators.sql(), name, terms, clock);
            acts.write(operators.sql(), who, new AuditAct("plan.created", IdKind.PLAN.format(id), details(name, terms)));
            return id;
        });
    }

    /** Changes a plan for everybody who has it. Writing what it says already changes nothing. */
    public void change(Operator who, UUID id, String name, Terms terms) {
        database.asOperator(WHY, operators -> {
            PlanView there = Plans.find(operators.sql(), id);
            boolean changes = !there.name().equals(name.strip()) || !there.terms().equals(terms);
            if (changes) {
                Plans.change(operators.sql(), id, name, terms, clock.instant());
                acts.write(operators.sql(), who, new AuditAct("plan.changed", IdKind.PLAN.format(id), details(name, terms)));
            }
            return changes;
        });
    }

    /** Makes it the plan of everybody who was given none. Doing it again changes nothing. */
    public void makeDefault(Operator who, UUID id) {
        database.asOperator(WHY, operators -> {
            PlanView plan = Plans.find(operators.sql(), id);
            if (!plan.standard()) {
                Plans.makeDefault(operators.sql(), id, clock.instant());
                acts.write(operators.sql(), who, new AuditAct("plan.made_default", IdKind.PLAN.format(id), Map.of("name", plan.name())));
            }
            return true;
        });
    }

    /**
     * Gives an organization a plan, which its stores read in their own logs. Doing it again changes nothing.
     *
     * @param planId
     *            null for the default one
     */
    public void give(Operator who, UUID organizationId, @Nullable UUID planId) {
        database.asOperator(WHY, operators -> {
            TenantView tenant = Tenants.find(operators.sql(), organizationId);
            if (tenant == null) {
                throw Refused.notFound("organization");
            }
            String plan = planId == null ? "the default one" : Plans.find(operators.sql(), planId).name();
            UUID had = tenant.given() ? tenant.plan().id() : null;
            if (!java.util.Objects.equals(had, planId)) {
                Plans.give(operators.sql(), organizationId, planId);
                Map<String, String> details = Map.of("plan", plan, "before", had == null ? "the default one" : tenant.plan().name());
                acts.write(operators.sql(), who, new AuditAct("plan.given", IdKind.ORGANIZATION.format(organizationId), details));
                tenant.stores().forEach(store -> audit.write(operators.of(store.id()), who.inStores(),
                        new AuditAct("plan.given", IdKind.STORE.format(store.id()), details)));
            }
            return true;
        });
    }

    private static Map<String, String> details(String name, Terms terms) {
        Map<String, String> details = new TreeMap<>(Map.of("name", name.strip()));
        details.put("sessionsPerMonth", said(terms.sessionsPerMonth()));
        details.put("stores", said(terms.stores()));
        details.put("apiKeysPerStore", said(terms.apiKeysPerStore()));
        details.put("requestsPerSecond", said(terms.requestsPerSecond()));
        return details;
    }

    private static String said(@Nullable Number limit) {
        return limit == null ? "no limit" : limit.toString();
    }
}
