package io.cryptocheckout.platform.operators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cryptocheckout.devkit.SettableClock;
import io.cryptocheckout.devkit.TestDatabase;
import io.cryptocheckout.platform.audit.AuditLog;
import io.cryptocheckout.platform.audit.AuditQuery;
import io.cryptocheckout.platform.authority.Caller;
import io.cryptocheckout.platform.authority.Permission;
import io.cryptocheckout.platform.authority.Principal;
import io.cryptocheckout.platform.authority.Scope;
import io.cryptocheckout.platform.database.Database;
import io.cryptocheckout.platform.id.IdKind;
import io.cryptocheckout.platform.refusal.Refusal;
import io.cryptocheckout.platform.refusal.Refused;
import io.cryptocheckout.platform.tenancy.PlanView;
import io.cryptocheckout.platform.tenancy.TestStores;
import io.cryptocheckout.platform.tenancy.Terms;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.UUID;
import org.jooq.SQLDialect;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What operators do and see, in the role of the database that is theirs. */
class OperatorRolesTest {
    private static final Operator OPERATOR = new Operator(UUID.randomUUID(), "operator@example.org", "192.0.2.9");
    private static final Terms FREE = new Terms(null, null, null, null);

    private static TestDatabase postgres;
    private static final SettableClock CLOCK = SettableClock.standingAt("2030-05-15T12:00:00Z");
    private static Database database;
    private static AuditLog audit;
    private static OperatorActs acts;
    private static Suspensions suspensions;
    private static PlanBook plans;
    private static Console console;

    @BeforeAll
    static void open() {
        postgres = TestDatabase.fresh();
        database = new Database(DSL.using(postgres.app(), SQLDialect.POSTGRES), DSL.using(postgres.worker(), SQLDialect.POSTGRES));
        audit = new AuditLog(database, CLOCK);
        acts = new OperatorActs(database, CLOCK);
        suspensions = new Suspensions(database, audit, acts, CLOCK);
        plans = new PlanBook(database, audit, acts, CLOCK);
        console = new Console(database, CLOCK);
    }

    @AfterAll
    static void close() {
        postgres.close();
    }

    @Test
    void a_suspension_is_written_down_once_in_both_logs_and_the_stores_chain_holds() {
        UUID store = store();
        suspensions.suspend(OPERATOR, store, " Why not. ");
        suspensions.suspend(OPERATOR, store, "too late");
        assertThat(console.tenant(console.organizationOf(store)).stores().getFirst().store().suspension()).isEqualTo("Why not.");
        suspensions.resume(OPERATOR, store);
        suspensions.resume(OPERATOR, store);
        Caller owner = owner(store);
        assertThat(audit.list(owner, AuditQuery.newest(10)).stream().map(entry -> entry.act().action())).containsExactly("store.resumed",
                "store.suspended", "store.created");
        assertThat(audit.list(owner, AuditQuery.newest(1)).getFirst().actor().kind()).isEqualTo(Principal.Kind.OPERATOR);
        assertThat(audit.verify(owner).brokenAt()).isNull();
        assertThat(lines(IdKind.STORE.format(store))).containsExactly("store.resumed", "store.suspended");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "two\nlines", "a bell \u0007"})
    void a_reason_that_nobody_could_read_changes_nothing(String reason) {
        UUID store = store();
        assertThat(refusal(() -> suspensions.suspend(OPERATOR, store, reason))).isEqualTo(Refusal.FIELD_INVALID);
        assertThat(refusal(() -> suspensions.suspend(OPERATOR, store, "x".repeat(301)))).isEqualTo(Refusal.FIELD_INVALID);
        assertThat(lines(IdKind.STORE.format(store))).isEmpty();
    }

    @Test
    void what_is_not_there_is_not_found() {
        UUID nowhere = UUID.randomUUID();
        assertThat(refusal(() -> suspensions.suspend(OPERATOR, nowhere, "Why not."))).isEqualTo(Refusal.NOT_FOUND);
        assertThat(refusal(() -> suspensions.resume(OPERATOR, nowhere))).isEqualTo(Refusal.NOT_FOUND);
        assertThat(refusal(() -> console.tenant(nowhere))).isEqualTo(Refusal.NOT_FOUND);
        assertThat(refusal(() -> console.organizationOf(nowhere))).isEqualTo(Refusal.NOT_FOUND);
        assertThat(refusal(() -> plans.find(nowhere))).isEqualTo(Refusal.NOT_FOUND);
        assertThat(refusal(() -> plans.give(OPERATOR, nowhere, null))).isEqualTo(Refusal.NOT_FOUND);
        UUID organization = console.organizationOf(store());
        assertThat(refusal(() -> plans.give(OPERATOR, organization, nowhere))).isEqualTo(Refusal.NOT_FOUND);
    }

    @Test
    void a_plan_is_made_changed_given_and_taken_back_and_every_store_of_the_tenant_reads_it() {
        UUID store = store();
        UUID organization = console.organizationOf(store);
        UUID plan = plans.create(OPERATOR, "Starter", new Terms(1_000L, 2, 3, 10));
        plans.give(OPERATOR, organization, plan);
        plans.give(OPERATOR, organization, plan);
        assertThat(console.tenant(organization).view().plan().terms()).isEqualTo(new Terms(1_000L, 2, 3, 10));
        plans.change(OPERATOR, plan, "Starter", new Terms(500L, 2, 3, 10));
        plans.change(OPERATOR, plan, " Starter ", new Terms(500L, 2, 3, 10));
        assertThat(console.tenant(organization).view().plan().terms().sessionsPerMonth()).isEqualTo(500);
        assertThat(plans.find(plan).organizations()).isEqualTo(1);
        plans.give(OPERATOR, organization, null);
        assertThat(console.tenant(organization).view().given()).isFalse();
        assertThat(audit.list(owner(store), AuditQuery.newest(10)).stream().map(entry -> entry.act().action() + " "
                + entry.act().details().getOrDefault("plan", ""))).containsExactly("plan.given the default one", "plan.given Starter",
                        "store.created ");
        assertThat(lines(IdKind.PLAN.format(plan))).containsExactly("plan.changed", "plan.created");
        assertThat(lines(IdKind.ORGANIZATION.format(organization))).containsExactly("plan.given", "plan.given");
        assertThat(refusal(() -> plans.create(OPERATOR, "Starter", FREE))).isEqualTo(Refusal.NAME_TAKEN);
        UUID other = plans.create(OPERATOR, "Other", FREE);
        assertThat(refusal(() -> plans.change(OPERATOR, other, "Starter", FREE))).isEqualTo(Refusal.NAME_TAKEN);
    }

    @Test
    void exactly_one_plan_is_the_default() {
        PlanView first = plans.list().getFirst();
        assertThat(first.standard()).isTrue();
        UUID plan = plans.create(OPERATOR, "Everybody's", FREE);
        plans.makeDefault(OPERATOR, plan);
        plans.makeDefault(OPERATOR, plan);
        assertThat(plans.list().stream().filter(PlanView::standard).map(PlanView::name)).containsExactly("Everybody's");
        assertThat(console.tenant(console.organizationOf(store())).view().plan().name()).isEqualTo("Everybody's");
        plans.makeDefault(OPERATOR, first.id());
        assertThat(lines(IdKind.PLAN.format(plan))).containsExactly("plan.made_default", "plan.created");
    }

    @Test
    void tenants_are_found_by_name_and_by_id_and_come_in_pages() {
        UUID store = store();
        UUID organization = console.organizationOf(store);
        assertThat(console.tenants(IdKind.STORE.format(store), null, 10)).hasSize(1);
        assertThat(console.tenants(IdKind.ORGANIZATION.format(organization), null, 10)).hasSize(1);
        assertThat(console.tenants("oRGANIZ", null, 100)).isNotEmpty();
        assertThat(console.tenants("%", null, 100)).as("a wildcard is a letter like any other").isEmpty();
        assertThat(console.tenants("store_00000000000000000000000000", null, 10)).isEmpty();
        List<Tenant> all = console.tenants("", null, 1_000);
        List<Tenant> page = console.tenants("", all.getFirst().view().id(), 1_000);
        assertThat(page).hasSize(all.size() - 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"select hash from access.api_key", "select name from access.api_key",
            "select secret from events.webhook_endpoint",
            "select url from events.webhook_endpoint", "select body from events.event", "select xpub from wallet.account",
            "select account_key from wallet.wallet", "select address from wallet.address", "select metadata from checkout.session",
            "select id from checkout.session", "select details from audit.entry", "select body from mail.message",
            "select recipient from mail.message", "select email from access.account", "select email from tenancy.invitation",
            "select account_id from tenancy.membership", "select secret from access.authenticator", "select body from request.idempotency",
            "update tenancy.store set name = 'mine'", "update audit.entry set action = 'x.y'", "delete from audit.entry",
            "delete from operators.act", "update operators.act set action = 'x.y'", "delete from tenancy.store"})
    void the_consoles_role_cannot(String statement) {
        store();
        assertThatThrownBy(() -> database.asOperator("a test tries what is forbidden", operators -> operators.sql().execute(statement)))
                .isInstanceOf(DataAccessException.class).hasMessageContaining("permission denied");
    }

    @ParameterizedTest
    @ValueSource(strings = {"update tenancy.store set suspended_at = null, suspension_reason = null", "select * from tenancy.plan",
            "select * from operators.act", "insert into checkout.session_tally (store_id, livemode, month, sessions, through) "
                    + "select store_id, false, '2030-05-01', 1, now() from tenancy.store"})
    void the_apps_role_cannot(String statement) {
        UUID store = store();
        assertThatThrownBy(() -> database.in(new Scope(store, false), tx -> tx.sql().execute(statement)))
                .isInstanceOf(DataAccessException.class).hasMessageContaining("permission denied");
    }

    @Test
    void an_operator_changes_the_one_store_he_is_bound_to_and_the_step_into_his_role_ends_with_the_transaction() {
        UUID store = store();
        UUID other = store();
        int changed = database.asOperator("a test forgets the store", operators -> {
            operators.of(store);
            return operators.sql().execute("update tenancy.store set suspended_at = now(), suspension_reason = 'all of them'");
        });
        assertThat(changed).isEqualTo(1);
        assertThat(console.tenant(console.organizationOf(other)).suspended()).isZero();
        assertThat(database.<String>acrossTenants("a test asks who it is",
                worker -> worker.fetchSingle("select current_user").get(0, String.class)))
                .isEqualTo("checkout_worker");
        assertThat(refusal(() -> database.asOperator("a test fails", operators -> {
            throw Refused.notFound("anything");
        }))).isEqualTo(Refusal.NOT_FOUND);
        assertThat(database.<String>acrossTenants("a test asks who it is",
                worker -> worker.fetchSingle("select current_user").get(0, String.class)))
                .isEqualTo("checkout_worker");
    }

    private static UUID store() {
        CLOCK.advance(Duration.ofMillis(5));
        return TestStores.create(database, CLOCK, UUID.randomUUID());
    }

    private static Caller owner(UUID store) {
        return new Caller(new Scope(store, false), EnumSet.allOf(Permission.class),
                new Principal(Principal.Kind.ACCOUNT, UUID.randomUUID(), "owner@example.com"));
    }

    private static List<String> lines(String object) {
        return acts.list(null, 1_000).stream().filter(line -> object.equals(line.act().object())).map(line -> line.act().action()).toList();
    }

    private static @Nullable Refusal refusal(Runnable tried) {
        try {
            tried.run();
            return null;
        } catch (Refused refused) {
            return refused.refusal();
        }
    }
}
