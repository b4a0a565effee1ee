package io.cryptocheckout.platform.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import io.cryptocheckout.platform.access.Accounts;
import io.cryptocheckout.platform.access.ApiKeys;
import io.cryptocheckout.platform.access.NewApiKey;
import io.cryptocheckout.platform.authority.Caller;
import io.cryptocheckout.platform.authority.Permission;
import io.cryptocheckout.platform.authority.Principal;
import io.cryptocheckout.platform.authority.Scope;
import io.cryptocheckout.platform.events.NewEndpoint;
import io.cryptocheckout.platform.events.WebhookEndpoints;
import io.cryptocheckout.platform.operators.Operator;
import io.cryptocheckout.platform.operators.Suspensions;
import io.cryptocheckout.platform.refusal.Refusal;
import io.cryptocheckout.platform.refusal.Refused;
import io.cryptocheckout.platform.tenancy.AgencyAccesses;
import io.cryptocheckout.platform.tenancy.AgencyGrant;
import io.cryptocheckout.platform.tenancy.Assignment;
import io.cryptocheckout.platform.tenancy.CustomRoles;
import io.cryptocheckout.platform.tenancy.Invitations;
import io.cryptocheckout.platform.tenancy.NewInvitation;
import io.cryptocheckout.platform.tenancy.Organizations;
import io.cryptocheckout.platform.tenancy.Rights;
import io.cryptocheckout.platform.tenancy.Role;
import io.cryptocheckout.platform.tenancy.Stores;
import io.cryptocheckout.platform.wallet.Custody;
import io.cryptocheckout.platform.wallet.NewWallet;
import io.cryptocheckout.platform.wallet.Wallets;
import io.cryptocheckout.platform.wallet.keys.AccountPath;
import io.cryptocheckout.platform.wallet.keys.Mnemonic;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A store that the operator stops: on a real chain, with a real receiver, and in its people's browser. */
class SuspendedStoreJourneyTest {
    private static final String REASON = "Its owner does not answer our questions.";
    private static final Operator OPERATOR = new Operator(UUID.randomUUID(), "operator@example.org", "192.0.2.9");

    private static LocalRun run;
    private static Browser browser;

    private final UUID account = Objects.requireNonNull(bean(Accounts.class).verify(run.text("email"), run.text("password"))).id();
    private final UUID store = bean(Stores.class).storesOf(account).getFirst().id();
    private final Suspensions suspensions = run.context.getBean(Suspensions.class);

    @BeforeAll
    static void start() {
        run = LocalRun.shared();
        browser = new Browser();
    }

    @AfterAll
    static void stop() {
        browser.close();
    }

    @AfterEach
    void theStoreGoesOn() {
        suspensions.resume(OPERATOR, store);
    }

    @Test
    void whatIsOpenIsPaidAndToldAndNothingNewOpens() {
        Order order = Order.place(run, browser.page(), "41.00", Map.of());
        Order left = Order.place(run, browser.page(), "42.00", Map.of());
        String made = "before-" + UUID.randomUUID();
        Api.Reply before = run.api.createSession(made, "40.00", Map.of());
        suspensions.suspend(OPERATOR, store, REASON);

        String key = "suspended-" + UUID.randomUUID();
        Api.Reply refused = run.api.createSession(key, "43.00", Map.of());
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.text()).contains("store_suspended", REASON);
        assertThat(run.api.post("/api/v1/webhook_endpoints", Map.of("url", run.receiver.url(), "events", List.of("*"))).status())
                .isEqualTo(403);

        Api.Reply repeated = run.api.createSession(made, "40.00", Map.of());
        assertThat(repeated.status()).as("what was made before the suspension: " + repeated.text()).isEqualTo(201);
        assertThat(repeated.text()).isEqualTo(before.text());

        run.chain.pay(order.address, order.due());
        order.pageShows("paid");
        order.reaches("paid");
        order.receiverGot("session.created", "session.detected", "session.paid");
        assertThat(run.api.post("/api/v1/checkout_sessions/" + left.id + "/cancel", Map.of()).status()).isEqualTo(200);
        left.receiverGot("session.created", "session.canceled");

        suspensions.resume(OPERATOR, store);
        Api.Reply again = run.api.createSession(key, "43.00", Map.of());
        assertThat(again.status()).as("the refusal was not kept for the key: " + again.text()).isEqualTo(201);
    }

    @Test
    void itsPeopleAreToldWhyAndReadEverything() {
        Page owner = browser.page();
        Visitors.signIn(run, owner, run.text("email"), run.text("password"));
        assertThat(owner.locator("[role=alert]").count()).isZero();
        suspensions.suspend(OPERATOR, store, REASON);
        suspensions.suspend(OPERATOR, store, "another reason, which comes too late");
        for (String path : List.of("", "/payments", "/keys", "/webhooks", "/team", "/audit", "/settings")) {
            assertThat(owner.navigate(run.text("baseUrl") + "/dashboard" + path).status()).as(path).isEqualTo(200);
            assertThat(owner.locator("[role=alert]").textContent()).contains("This store is suspended", REASON);
        }
        assertThat(Accessible.violations(owner)).isEmpty();
        owner.navigate(run.text("baseUrl") + "/dashboard/keys/new");
        owner.getByLabel("Name").fill("too late");
        People.press(owner, "Create the key");
        Shown.on(owner, "This store is suspended (“" + REASON + "”).");

        suspensions.resume(OPERATOR, store);
        suspensions.resume(OPERATOR, store);
        owner.navigate(run.text("baseUrl") + "/dashboard/audit");
        assertThat(owner.locator("[role=alert]").count()).isZero();
        List<String> rows = owner.locator("tbody tr").allTextContents().subList(0, 2);
        assertThat(rows.get(0)).contains("store.resumed", "The operator of the platform", "operator");
        assertThat(rows.get(1)).contains("store.suspended", "reason: " + REASON).doesNotContain(OPERATOR.email(), "192.0.2.9");
        People.press(owner, "Check the chain");
        owner.locator("[role=status]").getByText("each follows from the one before it").waitFor();
    }

    @Test
    void everyWayToMakeSomethingNewIsClosed() {
        Caller owner = owner();
        Map<String, Runnable> ways = new LinkedHashMap<>();
        ApiKeys keys = bean(ApiKeys.class);
        NewApiKey key = new NewApiKey("new", Set.of(Permission.SESSIONS_READ), List.of(), null);
        UUID there = keys.create(owner, key).key().id();
        ways.put("a key", () -> keys.create(owner, key));
        ways.put("a rolled key", () -> keys.roll(owner, there, Duration.ZERO));
        WebhookEndpoints endpoints = bean(WebhookEndpoints.class);
        // Deleted at once: the receiver knows the secret of another one.
        ways.put("an endpoint", () -> endpoints.delete(owner,
                endpoints.create(owner, new NewEndpoint(run.receiver.url(), null, List.of("*"))).endpoint().id()));
        String xpub = Mnemonic.random(new SecureRandom()).account(AccountPath.standard(false)).publicKey().encode();
        ways.put("a wallet", () -> bean(Wallets.class).propose(owner, new NewWallet(xpub, Custody.WATCH_ONLY, null)));
        ways.put("an invitation", () -> bean(Invitations.class).invite(owner,
                new NewInvitation("new-" + UUID.randomUUID() + "@example.org", Assignment.of(Role.SUPPORT), false)));
        Rights rights = new Rights(Set.of(Permission.SESSIONS_READ), Set.of());
        ways.put("a role", () -> bean(CustomRoles.class).create(owner, "Role " + UUID.randomUUID(), rights));
        UUID agency = bean(Organizations.class).create("Agency", OPERATOR.accountId());
        bean(Organizations.class).change(OPERATOR.accountId(), agency, true);
        ways.put("an agency", () -> bean(AgencyAccesses.class).grant(owner, agency, new AgencyGrant(rights, null)));

        suspensions.suspend(OPERATOR, store, REASON);
        ways.forEach((what, way) -> assertThat(refusal(way)).as(what).isEqualTo(Refusal.STORE_SUSPENDED));
        suspensions.resume(OPERATOR, store);
        ways.forEach((what, way) -> assertThat(refusal(way)).as(what + " after all").isNull());
    }

    private Caller owner() {
        return new Caller(new Scope(store, false), EnumSet.allOf(Permission.class),
                new Principal(Principal.Kind.ACCOUNT, account, run.text("email")));
    }

    private static Refusal refusal(Runnable way) {
        try {
            way.run();
            return null;
        } catch (Refused refused) {
            return refused.refusal();
        }
    }

    private static <T> T bean(Class<T> type) {
        return run.context.getBean(type);
    }
}
