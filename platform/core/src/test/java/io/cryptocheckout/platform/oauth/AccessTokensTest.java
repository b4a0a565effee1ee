package io.cryptocheckout.platform.oauth;

import static io.cryptocheckout.platform.authority.Permission.SESSIONS_READ;
import static io.cryptocheckout.platform.authority.Permission.SESSIONS_WRITE;
import static io.cryptocheckout.platform.authority.Permission.WEBHOOKS_WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cryptocheckout.platform.access.Credential;
import io.cryptocheckout.platform.access.Bearer;
import io.cryptocheckout.platform.audit.AuditAct;
import io.cryptocheckout.platform.audit.AuditQuery;
import io.cryptocheckout.platform.authority.Caller;
import io.cryptocheckout.platform.authority.Permission;
import io.cryptocheckout.platform.authority.Principal;
import io.cryptocheckout.platform.authority.Scope;
import io.cryptocheckout.platform.database.Database;
import io.cryptocheckout.platform.oauth.GrantRooms.Granted;
import io.cryptocheckout.platform.refusal.Refusal;
import io.cryptocheckout.platform.refusal.Refused;
import io.cryptocheckout.platform.tenancy.AgencyGrant;
import io.cryptocheckout.platform.tenancy.Rights;
import io.cryptocheckout.platform.tenancy.Role;
import io.cryptocheckout.platform.tenancy.StoreStanding;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the token of an app opens: one store in one mode, for what was granted, while everybody behind it stands. */
class AccessTokensTest {
    private static GrantRooms rooms;

    private final Caller owner = rooms.owner(true);

    @BeforeAll
    static void open() {
        rooms = new GrantRooms();
    }

    @AfterAll
    static void close() {
        rooms.close();
    }

    @Test
    void aTokenIsTheCallerOfItsStoreAndModeWithWhatWasGranted() {
        Granted granted = rooms.connect(owner, SESSIONS_READ, SESSIONS_WRITE);
        Caller caller = rooms.caller(granted.token());

        assertThat(caller.scope()).isEqualTo(owner.scope());
        assertThat(caller.permissions()).containsExactlyInAnyOrder(SESSIONS_READ, SESSIONS_WRITE);
        assertThat(caller.principal().kind()).isEqualTo(Principal.Kind.APP);
        assertThat(caller.principal().id()).isEqualTo(granted.grant());
        assertThat(caller.principal().label()).isEqualTo("Order desk");
        assertThat(caller.principal().origin().address()).isEqualTo(GrantRooms.ADDRESS);
        assertThat(caller.principal().idempotencyName()).isEqualTo("grant:" + granted.grant());
    }

    @Test
    void everyTokenOfAGrantIsTheSamePrincipal() {
        Granted granted = rooms.connect(owner, SESSIONS_READ);
        String next = rooms.token(granted.grant(), "access", Secrets.ACCESS_TOKEN);
        assertThat(rooms.caller(next).principal()).isEqualTo(rooms.caller(granted.token()).principal());
        assertThat(rooms.caller(rooms.connect(owner, SESSIONS_READ).token()).principal().idempotencyName())
                .as("another grant of the same store").isNotEqualTo(rooms.caller(next).principal().idempotencyName());
    }

    @ParameterizedTest
    @ValueSource(strings = {"oat_", "oat_short", "oat_0123456789012345678901234567890123456789012",
            "oat_012345678901234567890123456789012345678901 ",
            "oat_01234567890123456789012345678901234567890é2", "oat_01234567890123456789012345678901234567890123"})
    void whatCanBeNoTokenIsRefusedWithoutAQuery(String text) {
        Database nowhere = new Database(DSL.using(SQLDialect.POSTGRES), DSL.using(SQLDialect.POSTGRES));
        AccessTokens offline = new AccessTokens(nowhere, new GrantRights(rooms.stores, rooms.accesses), rooms.use,
                new DpopProofs(rooms.clock), rooms.clock);
        boolean shaped = text.length() == 47 && text.matches("[\\w-]+");
        assertThatThrownBy(() -> offline.authority(new io.cryptocheckout.platform.access.Credential(text, GrantRooms.ADDRESS, null)))
                .satisfies(failure -> assertThat(failure instanceof Refused).as("a right shape is looked up").isEqualTo(!shaped));
    }

    @Test
    void aTokenThatNobodyHasAndATokenOfAnotherKindAreRefusedAlike() {
        Granted granted = rooms.connect(owner, SESSIONS_READ);
        for (String kind : new String[]{"refresh", "code", "device_code", "user_code", "state"}) {
            String other = rooms.token(granted.grant(), kind, Secrets.ACCESS_TOKEN);
            refused(Refusal.TOKEN_INVALID, () -> rooms.caller(other));
        }
        refused(Refusal.TOKEN_INVALID, () -> rooms.caller(Secrets.next(Secrets.ACCESS_TOKEN)));
        assertThat(rooms.tokens.claims(Secrets.next(Secrets.REFRESH_TOKEN))).isFalse();
    }

    @Test
    void aTokenEndsAtItsExpiryToTheMoment() {
        String token = rooms.connect(owner, SESSIONS_READ).token();
        rooms.clock.advance(Duration.ofHours(1).minusMillis(1));
        rooms.caller(token);
        rooms.clock.advance(Duration.ofMillis(1));
        refused(Refusal.TOKEN_EXPIRED, () -> rooms.caller(token));
    }

    @Test
    void aRevokedTokenIsRefusedAtTheNextCallAndTheOthersOfItsGrantAreNot() {
        Granted granted = rooms.connect(owner, SESSIONS_READ);
        String other = rooms.token(granted.grant(), "access", Secrets.ACCESS_TOKEN);
        rooms.caller(granted.token());
        rooms.execute("update oauth.token set ended_at = ?::timestamptz where hash = ?", rooms.now(), Secrets.hash(granted.token()));
        refused(Refusal.TOKEN_INVALID, () -> rooms.caller(granted.token()));
        rooms.caller(other);
    }

    @ParameterizedTest
    @ValueSource(strings = {"disconnected", "revoked", "replayed"})
    void noTokenOutlivesItsGrant(String reason) {
        Granted granted = rooms.connect(owner, SESSIONS_READ);
        rooms.execute("update oauth.app_grant set ended_at = ?::timestamptz, end_reason = ? where id = ?", rooms.now(), reason,
                granted.grant());
        refused(Refusal.TOKEN_INVALID, () -> rooms.caller(granted.token()));
        refused(Refusal.TOKEN_INVALID, () -> rooms.caller(rooms.token(granted.grant(), "access", Secrets.ACCESS_TOKEN)));
    }

    @Test
    void noTokenOutlivesItsApp() {
        Granted granted = rooms.connect(owner, SESSIONS_READ);
        rooms.execute("update oauth.app set deleted_at = ?::timestamptz where id = ?", rooms.now(), granted.app());
        refused(Refusal.TOKEN_INVALID, () -> rooms.caller(granted.token()));
    }

    @Test
    void anAppsOwnTokenWithoutAGrantOpensNoStore() {
        UUID authorization = UUID.randomUUID();
        UUID app = rooms.app("Own", "sessions:read");
        rooms.execute("""
                insert into oauth.app_authorization (id, app_id, grant_type, request, scopes, created_at, expires_at)
                values (?, ?, 'client_credentials', '{}', '{}', ?::timestamptz, ?::timestamptz)""", authorization,
                app, rooms.now(), rooms.now().plusSeconds(3600));
        String token = rooms.token(authorization, "access", Secrets.ACCESS_TOKEN);
        Credential credential = new Credential(token, GrantRooms.ADDRESS, null);
        assertThat(rooms.tokens.authority(credential))
                .isInstanceOfSatisfying(Bearer.Authority.OfApp.class, itself -> assertThat(itself.caller().appId()).isEqualTo(app));
        rooms.execute("update oauth.app_authorization set grant_type = 'authorization_code' where id = ?", authorization);
        refused(Refusal.TOKEN_INVALID, () -> rooms.tokens.authority(credential));
    }

    @Test
    void anAppDoesNoMoreThanWhoConnectedItMayNow() {
        UUID person = rooms.member(owner, Role.ADMIN);
        Granted granted = rooms.connect(owner.scope(), person, null, SESSIONS_READ, SESSIONS_WRITE, WEBHOOKS_WRITE);
        assertThat(rooms.caller(granted.token()).permissions()).containsExactlyInAnyOrder(SESSIONS_READ, SESSIONS_WRITE, WEBHOOKS_WRITE);

        // A developer reads payments in live mode and does no more.
        role(person, "developer");
        assertThat(rooms.caller(granted.token()).permissions()).containsExactly(SESSIONS_READ);
        role(person, "owner");
        assertThat(rooms.caller(granted.token()).permissions()).hasSize(3);
        rooms.execute("delete from tenancy.membership where account_id = ?", person);
        refused(Refusal.TOKEN_INVALID, () -> rooms.caller(granted.token()));
    }

    @Test
    void theRightsAreThoseOfTheModeOfTheGrant() {
        UUID person = rooms.member(owner, Role.DEVELOPER);
        Scope test = new Scope(owner.scope().storeId(), false);
        Granted inTest = rooms.connect(test, person, null, SESSIONS_READ, SESSIONS_WRITE);
        Granted inLive = rooms.connect(owner.scope(), person, null, SESSIONS_READ, SESSIONS_WRITE);
        assertThat(rooms.caller(inTest.token()).scope()).isEqualTo(test);
        assertThat(rooms.caller(inTest.token()).permissions()).containsExactlyInAnyOrder(SESSIONS_READ, SESSIONS_WRITE);
        assertThat(rooms.caller(inLive.token()).permissions()).containsExactly(SESSIONS_READ);
    }

    @Test
    void aScopeThatThisVersionDoesNotKnowGivesNothing() {
        Granted granted = rooms.connect(owner, SESSIONS_READ);
        rooms.execute("update oauth.app_grant set scopes = '{sessions:read,made:up}' where id = ?", granted.grant());
        assertThat(rooms.caller(granted.token()).permissions()).containsExactly(SESSIONS_READ);
        rooms.execute("update oauth.app_grant set scopes = '{}' where id = ?", granted.grant());
        assertThat(rooms.caller(granted.token()).permissions()).as("nothing is never everything").isEmpty();
    }

    @Test
    void whatAnAgencysPersonConnectedWorksWhileTheAgencyDoes() {
        UUID worker = UUID.randomUUID();
        UUID agency = rooms.organizations.create("Agency", worker);
        rooms.organizations.change(worker, agency, true);
        UUID access = rooms.accesses.grant(owner, agency, live(SESSIONS_READ, SESSIONS_WRITE));
        Granted granted = rooms.connect(owner.scope(), worker, access, SESSIONS_READ, SESSIONS_WRITE);
        Caller caller = rooms.caller(granted.token());
        assertThat(caller.permissions()).containsExactlyInAnyOrder(SESSIONS_READ, SESSIONS_WRITE);
        assertThat(caller.principal().origin().accessId()).isEqualTo(access);

        rooms.accesses.change(owner, access, live(SESSIONS_READ));
        assertThat(rooms.caller(granted.token()).permissions()).containsExactly(SESSIONS_READ);
        rooms.accesses.end(owner, access);
        refused(Refusal.TOKEN_INVALID, () -> rooms.caller(granted.token()));
        // Even where the person is in the store by himself by now: the agency's work ends with the agency.
        rooms.execute("insert into tenancy.membership (store_id, account_id, role, created_at) values (?, ?, 'admin', now())",
                owner.scope().storeId(), worker);
        refused(Refusal.TOKEN_INVALID, () -> rooms.caller(granted.token()));
    }

    @Test
    void aSuspendedStoreIsReadAndOpensNothingNewAsWithKeys() {
        Granted granted = rooms.connect(owner, SESSIONS_READ, SESSIONS_WRITE);
        rooms.execute("update tenancy.store set suspended_at = ?::timestamptz, suspension_reason = 'Looked at' where store_id = ?",
                rooms.now(),
                owner.scope().storeId());
        Caller caller = rooms.caller(granted.token());
        assertThat(caller.permissions()).contains(SESSIONS_READ);
        refused(Refusal.STORE_SUSPENDED, () -> rooms.database.in(caller.scope(), tx -> {
            StoreStanding.requireOpen(tx);
            return true;
        }));
    }

    @Test
    void theFirstUseIsWrittenAtOnceAndOnceAndTheLastInBatches() {
        Granted granted = rooms.connect(owner, SESSIONS_READ);
        Instant first = rooms.clock.instant();
        assertThat(firstUse(granted)).isNull();
        rooms.caller(granted.token());
        assertThat(firstUse(granted)).isEqualTo(first);
        assertThat(lastUse(granted)).isNull();
        rooms.clock.advance(Duration.ofMinutes(1));
        rooms.caller(granted.token());
        rooms.use.write();
        assertThat(firstUse(granted)).isEqualTo(first);
        assertThat(lastUse(granted)).isEqualTo(first.plusSeconds(60));
    }

    @Test
    void aTokenThatIsRefusedIsNotUsed() {
        Granted granted = rooms.connect(owner, SESSIONS_READ);
        rooms.clock.advance(Duration.ofHours(2));
        refused(Refusal.TOKEN_EXPIRED, () -> rooms.caller(granted.token()));
        rooms.use.write();
        assertThat(firstUse(granted)).isNull();
        assertThat(lastUse(granted)).isNull();
    }

    @Test
    void theLogNamesTheAppAndItsGrant() {
        Caller caller = rooms.caller(rooms.connect(owner, SESSIONS_WRITE).token());
        rooms.database.in(caller.scope(), tx -> {
            rooms.audit.write(tx, caller.principal(), new AuditAct("webhook_endpoint.created", null));
            return true;
        });
        var entry = rooms.audit.list(owner, AuditQuery.newest(1)).getFirst();
        assertThat(entry.actor()).isEqualTo(caller.principal());
        assertThat(rooms.audit.verify(owner).brokenAt()).isNull();
    }

    @Test
    void theDatabaseHoldsNoTokenAndTheAppRoleNotEvenItsTable() {
        Granted granted = rooms.connect(owner, SESSIONS_READ);
        assertThat(rooms.value(String.class, "select to_jsonb(t)::text from oauth.token t where authorization_id = ?", granted.grant()))
                .doesNotContain(granted.token()).doesNotContain(granted.token().substring(10));
        for (String table : new String[]{"token", "app_authorization", "app", "app_secret"}) {
            assertThatThrownBy(() -> rooms.database.in(owner.scope(), tx -> tx.sql().fetch("select * from oauth." + table)))
                    .hasMessageContaining("permission denied");
        }
    }

    private static AgencyGrant live(Permission... permissions) {
        return new AgencyGrant(new Rights(Set.of(), Set.of(permissions)), null);
    }

    private static void role(UUID person, String role) {
        rooms.execute("update tenancy.membership set role = ? where account_id = ?", role, person);
    }

    private static Instant firstUse(Granted granted) {
        return rooms.value(Instant.class, "select used_at from oauth.token where hash = ?", Secrets.hash(granted.token()));
    }

    private static Instant lastUse(Granted granted) {
        return rooms.value(Instant.class, "select last_used_at from oauth.app_grant where id = ?", granted.grant());
    }

    private static void refused(Refusal why, ThrowingCallable act) {
        assertThatThrownBy(act).isInstanceOfSatisfying(Refused.class, refused -> assertThat(refused.refusal()).isEqualTo(why));
    }
}
