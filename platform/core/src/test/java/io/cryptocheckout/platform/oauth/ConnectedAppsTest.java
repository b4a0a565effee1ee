package io.cryptocheckout.platform.oauth;

import static io.cryptocheckout.platform.authority.Permission.EVENTS_READ;
import static io.cryptocheckout.platform.authority.Permission.SESSIONS_READ;
import static io.cryptocheckout.platform.authority.Permission.WEBHOOKS_READ;
import static io.cryptocheckout.platform.authority.Permission.WEBHOOKS_WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cryptocheckout.platform.audit.AuditAct;
import io.cryptocheckout.platform.audit.AuditEntry;
import io.cryptocheckout.platform.audit.AuditQuery;
import io.cryptocheckout.platform.authority.Caller;
import io.cryptocheckout.platform.authority.Permission;
import io.cryptocheckout.platform.authority.Scope;
import io.cryptocheckout.platform.events.EndpointView;
import io.cryptocheckout.platform.events.EventsRoom;
import io.cryptocheckout.platform.events.NewEndpoint;
import io.cryptocheckout.platform.events.WebhookEndpoints;
import io.cryptocheckout.platform.id.IdKind;
import io.cryptocheckout.platform.oauth.GrantRooms.Granted;
import io.cryptocheckout.platform.refusal.Refusal;
import io.cryptocheckout.platform.refusal.Refused;
import io.cryptocheckout.platform.tenancy.AgencyGrant;
import io.cryptocheckout.platform.tenancy.Rights;
import io.cryptocheckout.platform.tenancy.Role;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The apps of a store as its people see them, and how they end. */
class ConnectedAppsTest {
    private static EventsRoom events;
    private static GrantRooms rooms;
    private static WebhookEndpoints endpoints;
    private static ConnectedApps apps;
    private static GrantEnds ends;

    private final Caller owner = rooms.owner(false);

    @BeforeAll
    static void open() {
        events = AppBeans.room();
        rooms = new GrantRooms(events.rows(), events.clock());
        endpoints = events.bean(WebhookEndpoints.class);
        ends = events.bean(GrantEnds.class);
        apps = new ConnectedApps(rooms.database, endpoints, ends, rooms.audit);
    }

    @AfterAll
    static void close() {
        events.close();
    }

    @Test
    void theListTellsWhatAnAppIsAndMayDoTheNewestFirst() {
        Granted older = rooms.connect(owner, SESSIONS_READ, EVENTS_READ);
        rooms.clock.advance(Duration.ofSeconds(1));
        Granted newer = rooms.connect(owner, SESSIONS_READ);
        rooms.caller(older.token());
        rooms.use.write();
        List<ConnectedApp> list = apps.list(owner);

        assertThat(list).extracting(ConnectedApp::id).containsExactly(newer.grant(), older.grant());
        ConnectedApp app = list.getLast();
        assertThat(app.name()).isEqualTo("Order desk");
        assertThat(app.host()).isEqualTo("orders.example.com");
        assertThat(app.kind()).isEqualTo(AppKind.APP);
        assertThat(app.verified()).isFalse();
        assertThat(app.scopes()).containsExactlyInAnyOrder(SESSIONS_READ, EVENTS_READ);
        assertThat(app.accountId()).isEqualTo(owner.principal().id());
        assertThat(app.lastUsedAt()).isEqualTo(rooms.clock.instant());
        assertThat(list.getFirst().lastUsedAt()).isNull();
    }

    @Test
    void anAppThatNeverCameForItsTokenOrHasEndedIsNotConnected() {
        Granted agreed = rooms.connect(owner, SESSIONS_READ);
        Granted revoked = rooms.connect(owner, SESSIONS_READ);
        rooms.execute("update oauth.app_grant set connected_at = null where id = ?", agreed.grant());
        rooms.execute("update oauth.app_grant set ended_at = ?::timestamptz, end_reason = 'revoked' where id = ?", rooms.now(),
                revoked.grant());
        assertThat(apps.list(owner)).isEmpty();
    }

    @Test
    void aDisconnectedAppsNextCallIsRefusedAndNobodyElsesIs() {
        Granted granted = rooms.connect(owner, SESSIONS_READ);
        Granted other = rooms.connect(owner, SESSIONS_READ);
        String second = rooms.token(granted.grant(), "access", Secrets.ACCESS_TOKEN);
        rooms.caller(granted.token());
        apps.disconnect(owner, granted.grant());
        apps.disconnect(owner, granted.grant());

        refused(Refusal.TOKEN_INVALID, () -> rooms.caller(granted.token()));
        refused(Refusal.TOKEN_INVALID, () -> rooms.caller(second));
        rooms.caller(other.token());
        assertThat(apps.list(owner)).extracting(ConnectedApp::id).containsExactly(other.grant());
        assertThat(rooms.value(String.class, "select end_reason from oauth.app_grant where id = ?", granted.grant()))
                .isEqualTo("disconnected");
        assertThat(acts("app.disconnected")).singleElement().satisfies(act -> {
            assertThat(act.object()).isEqualTo(IdKind.GRANT.format(granted.grant()));
            assertThat(act.details()).containsEntry("name", "Order desk");
            assertThat(act.inBothModes()).isFalse();
        });
    }

    @Test
    void whatAnAppMadeForItselfEndsWithIt() {
        Granted granted = rooms.connect(owner, WEBHOOKS_READ, WEBHOOKS_WRITE);
        Caller app = rooms.caller(granted.token());
        UUID own = endpoint(app);
        UUID stores = endpoint(owner);
        GrantedEndpoints standing = new GrantedEndpoints(rooms.database, rooms.rights);
        assertThat(standing.letsHaveEndpoints(owner.scope(), granted.grant())).isTrue();
        apps.disconnect(owner, granted.grant());

        assertThat(standing.letsHaveEndpoints(owner.scope(), granted.grant())).isFalse();
        EndpointView ended = endpoints.find(owner, own);
        assertThat(ended.enabled()).isFalse();
        assertThat(ended.disabledReason()).isEqualTo("disconnected");
        assertThat(endpoints.find(owner, stores).enabled()).isTrue();
        assertThat(acts("webhook_endpoint.disconnected")).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"REVOKED", "REPLAYED"})
    void howeverAGrantEndsItsEndpointsAreOffAndTheLogSaysWhy(GrantEnds.Reason reason) {
        Granted granted = rooms.connect(owner, WEBHOOKS_READ, WEBHOOKS_WRITE);
        UUID own = endpoint(rooms.caller(granted.token()));
        ends.end(granted.grant(), reason);
        ends.end(granted.grant(), reason);

        refused(Refusal.TOKEN_INVALID, () -> rooms.caller(granted.token()));
        assertThat(rooms.value(String.class, "select end_reason from oauth.app_grant where id = ?", granted.grant()))
                .isEqualTo(reason.wireName());
        assertThat(rooms.value(Integer.class, "select count(*) from oauth.token where authorization_id = ? and ended_at is null",
                granted.grant())).isZero();
        assertThat(endpoints.find(owner, own).disabledReason()).isEqualTo("disconnected");
        assertThat(acts("app.disconnected")).singleElement()
                .satisfies(act -> assertThat(act.details()).containsEntry("reason", reason.wireName()));
    }

    @Test
    void whatADeletedAppWasGrantedEndsEvenWhereItsEndWasCutShort() {
        Granted granted = rooms.connect(owner, WEBHOOKS_READ, WEBHOOKS_WRITE);
        Granted other = rooms.connect(owner, SESSIONS_READ);
        UUID own = endpoint(rooms.caller(granted.token()));
        rooms.execute("update oauth.app set deleted_at = ?::timestamptz where id = ?", rooms.now(), granted.app());
        new OldTokens(rooms.database, ends, rooms.clock).forget();

        assertThat(endpoints.find(owner, own).enabled()).isFalse();
        assertThat(apps.list(owner)).extracting(ConnectedApp::id).containsExactly(other.grant());
        assertThat(acts("app.disconnected")).hasSize(1);
    }

    @Test
    void endpointsStandWhileTheAppMayHaveThem() {
        UUID person = rooms.member(owner, Role.ADMIN);
        Scope scope = owner.scope();
        Granted granted = rooms.connect(scope, person, null, WEBHOOKS_WRITE);
        GrantedEndpoints standing = new GrantedEndpoints(rooms.database, rooms.rights);
        assertThat(standing.letsHaveEndpoints(scope, granted.grant())).isTrue();
        assertThat(standing.letsHaveEndpoints(new Scope(scope.storeId(), true), granted.grant())).isFalse();
        assertThat(standing.letsHaveEndpoints(rooms.owner(false).scope(), granted.grant())).isFalse();
        assertThat(standing.letsHaveEndpoints(scope, UUID.randomUUID())).isFalse();
        rooms.execute("update tenancy.membership set role = 'support' where account_id = ?", person);
        assertThat(standing.letsHaveEndpoints(scope, granted.grant())).isFalse();
        Granted narrow = rooms.connect(owner, SESSIONS_READ);
        assertThat(standing.letsHaveEndpoints(scope, narrow.grant())).isFalse();
        Granted gone = rooms.connect(owner, WEBHOOKS_WRITE);
        rooms.execute("update oauth.app set deleted_at = ?::timestamptz where id = ?", rooms.now(), gone.app());
        assertThat(standing.letsHaveEndpoints(scope, gone.grant())).isFalse();
    }

    @Test
    void theAppOfAnotherStoreOrModeIsNothingButUnknown() {
        Granted granted = rooms.connect(owner, SESSIONS_READ);
        Caller live = new Caller(new Scope(owner.scope().storeId(), true), owner.permissions(), owner.principal());
        for (Caller foreign : List.of(rooms.owner(false), live)) {
            assertThat(apps.list(foreign)).isEmpty();
            refused(Refusal.NOT_FOUND, () -> apps.disconnect(foreign, granted.grant()));
            refused(Refusal.NOT_FOUND, () -> apps.adopt(foreign, granted.grant()));
        }
        refused(Refusal.NOT_FOUND, () -> apps.disconnect(owner, UUID.randomUUID()));
        refused(Refusal.NOT_FOUND, () -> apps.adopt(owner, UUID.randomUUID()));
        rooms.caller(granted.token());
        assertThat(acts("app.disconnected")).isEmpty();
    }

    @Test
    void whoeverMayNotManageAppsNeitherSeesNorEndsThem() {
        Granted granted = rooms.connect(owner, SESSIONS_READ);
        for (Role role : List.of(Role.DEVELOPER, Role.SUPPORT, Role.ACCOUNTANT)) {
            Caller person = new Caller(owner.scope(), role.rights().in(false), owner.principal());
            refused(Refusal.PERMISSION_MISSING, () -> apps.list(person));
            refused(Refusal.PERMISSION_MISSING, () -> apps.disconnect(person, granted.grant()));
        }
        Caller admin = new Caller(owner.scope(), Role.ADMIN.rights().in(false), owner.principal());
        refused(Refusal.PERMISSION_MISSING, () -> apps.adopt(admin, granted.grant()));
        assertThat(apps.list(admin)).hasSize(1);
        // An app cannot be granted what manages apps.
        assertThat(Permission.APPS_MANAGE.grantable()).isFalse();
        rooms.caller(granted.token());
    }

    @Test
    void whatAnAgencyConnectedWorksAgainOnceTheOwnerAdoptsItWithItsEndpoints() {
        UUID worker = UUID.randomUUID();
        UUID agency = rooms.organizations.create("Agency", worker);
        rooms.organizations.change(worker, agency, true);
        Set<Permission> may = Set.of(WEBHOOKS_READ, WEBHOOKS_WRITE);
        UUID access = rooms.accesses.grant(owner, agency, new AgencyGrant(new Rights(may, Set.of()), null));
        Granted granted = rooms.connect(owner.scope(), worker, access, WEBHOOKS_READ, WEBHOOKS_WRITE);
        UUID endpoint = endpoint(rooms.caller(granted.token()));
        assertThat(endpoints.find(owner, endpoint).accessId()).isEqualTo(access);
        rooms.accesses.end(owner, access);
        refused(Refusal.TOKEN_INVALID, () -> rooms.caller(granted.token()));

        apps.adopt(owner, granted.grant());
        apps.adopt(owner, granted.grant());
        Caller app = rooms.caller(granted.token());
        assertThat(app.permissions()).isEqualTo(may);
        assertThat(app.principal().origin().accessId()).isNull();
        assertThat(endpoints.find(app, endpoint).accessId()).isNull();
        assertThat(apps.list(owner).getFirst().accountId()).isEqualTo(owner.principal().id());
        assertThat(acts("agency.adopted")).singleElement().satisfies(act -> assertThat(act.inBothModes()).isFalse());
    }

    private static UUID endpoint(Caller caller) {
        return endpoints.create(caller, new NewEndpoint("http://127.0.0.1:9999/hook", null, List.of("*"))).endpoint().id();
    }

    private List<AuditAct> acts(String action) {
        return rooms.audit.list(owner, AuditQuery.newest(100)).stream().map(AuditEntry::act).filter(act -> act.action().equals(action))
                .toList();
    }

    private static void refused(Refusal why, ThrowingCallable act) {
        assertThatThrownBy(act).isInstanceOfSatisfying(Refused.class, refused -> assertThat(refused.refusal()).isEqualTo(why));
    }
}
