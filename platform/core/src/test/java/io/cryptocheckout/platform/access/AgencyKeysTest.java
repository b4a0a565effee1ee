package io.cryptocheckout.platform.access;

import static io.cryptocheckout.platform.access.AccessRooms.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cryptocheckout.platform.authority.Caller;
import io.cryptocheckout.platform.authority.Origin;
import io.cryptocheckout.platform.authority.Permission;
import io.cryptocheckout.platform.authority.Principal;
import io.cryptocheckout.platform.refusal.Refusal;
import io.cryptocheckout.platform.refusal.Refused;
import io.cryptocheckout.platform.tenancy.AgencyGrant;
import io.cryptocheckout.platform.tenancy.Rights;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Keys that an agency's people make in a client's store. */
class AgencyKeysTest {
    private static final String ANYWHERE = "203.0.113.7";
    private static final Set<Permission> MAY = Set.of(Permission.KEYS_MANAGE, Permission.SESSIONS_READ, Permission.SESSIONS_WRITE);

    private static AccessRooms rooms;

    private final UUID worker = UUID.randomUUID();
    private Caller owner;
    private UUID agency;
    private UUID access;
    private Caller guest;

    @BeforeAll
    static void open() {
        rooms = new AccessRooms();
    }

    @AfterAll
    static void close() {
        rooms.close();
    }

    @BeforeEach
    void letIn() {
        owner = rooms.owner(false);
        agency = rooms.organizations.create("Agency", worker);
        rooms.organizations.change(worker, agency, true);
        access = rooms.accesses.grant(owner, agency, new AgencyGrant(new Rights(MAY, Set.of()), null));
        guest = new Caller(owner.scope(), MAY,
                new Principal(Principal.Kind.ACCOUNT, worker, "worker@example.com", new Origin(ANYWHERE, access)));
    }

    @Test
    void aKeyStandsStillWhenTheAccessEndsAndWorksAgainOnceTheOwnerAdoptsIt() {
        MadeApiKey made = rooms.keys.create(guest, key(Permission.SESSIONS_WRITE));
        Caller caller = rooms.keys.authenticate(made.secret(), ANYWHERE);
        assertThat(caller.permissions()).containsExactly(Permission.SESSIONS_WRITE);
        assertThat(caller.principal().origin().accessId()).isEqualTo(access);
        rooms.accesses.end(owner, access);

        refused(Refusal.API_KEY_REVOKED, () -> rooms.keys.authenticate(made.secret(), ANYWHERE));
        rooms.keys.adopt(owner, made.key().id());
        rooms.keys.adopt(owner, made.key().id());
        Caller adopted = rooms.keys.authenticate(made.secret(), ANYWHERE);
        assertThat(adopted.permissions()).containsExactly(Permission.SESSIONS_WRITE);
        assertThat(adopted.principal().origin().accessId()).isNull();
        assertThat(log("agency.adopted")).isEqualTo(1);
    }

    @Test
    void aKeyStandsStillWhenTheAccessExpiresOrNoLongerCoversTheMode() {
        MadeApiKey made = rooms.keys.create(guest, key(Permission.SESSIONS_WRITE));
        rooms.accesses.change(owner, access, new AgencyGrant(new Rights(MAY, Set.of()), rooms.clock.instant().plusSeconds(60)));
        rooms.keys.authenticate(made.secret(), ANYWHERE);
        rooms.clock.advance(Duration.ofSeconds(60));
        refused(Refusal.API_KEY_REVOKED, () -> rooms.keys.authenticate(made.secret(), ANYWHERE));

        rooms.accesses.change(owner, access, new AgencyGrant(new Rights(Set.of(), MAY), null));
        refused(Refusal.API_KEY_REVOKED, () -> rooms.keys.authenticate(made.secret(), ANYWHERE));
    }

    @Test
    void aKeyNeverDoesMoreThanTheAgencyMayNow() {
        MadeApiKey made = rooms.keys.create(guest, key(Permission.SESSIONS_READ, Permission.SESSIONS_WRITE));
        rooms.accesses.change(owner, access, new AgencyGrant(new Rights(Set.of(Permission.SESSIONS_READ), Set.of()), null));
        assertThat(rooms.keys.authenticate(made.secret(), ANYWHERE).permissions()).containsExactly(Permission.SESSIONS_READ);
    }

    @Test
    void whoeverMakesOrRollsAKeyGivesNoMoreThanHeHas() {
        refused(Refusal.RIGHTS_EXCEEDED, () -> rooms.keys.create(guest, key(Permission.SESSIONS_READ, Permission.WALLET_READ)));
        MadeApiKey wide = rooms.keys.create(owner, key(Permission.WALLET_READ));
        refused(Refusal.RIGHTS_EXCEEDED, () -> rooms.keys.roll(guest, wide.key().id(), Duration.ZERO));
        assertThat(rooms.keys.authenticate(wide.secret(), ANYWHERE).permissions()).containsExactly(Permission.WALLET_READ);
        assertThat(rooms.keys.list(owner)).hasSize(1);
    }

    @Test
    void aKeyThatAnAgencyRolledRestsOnItsAccess() {
        MadeApiKey own = rooms.keys.create(owner, key(Permission.SESSIONS_READ));
        MadeApiKey rolled = rooms.keys.roll(guest, own.key().id(), Duration.ZERO);
        rooms.accesses.end(owner, access);
        refused(Refusal.API_KEY_REVOKED, () -> rooms.keys.authenticate(rolled.secret(), ANYWHERE));
    }

    @Test
    void onlyTheOwnerOfThatStoreAdopts() {
        MadeApiKey made = rooms.keys.create(guest, key(Permission.SESSIONS_READ));
        rooms.accesses.end(owner, access);
        refused(Refusal.PERMISSION_MISSING, () -> rooms.keys.adopt(guest, made.key().id()));
        refused(Refusal.NOT_FOUND, () -> rooms.keys.adopt(rooms.owner(false), made.key().id()));
        refused(Refusal.API_KEY_REVOKED, () -> rooms.keys.authenticate(made.secret(), ANYWHERE));
    }

    private long log(String action) {
        return DSL.using(rooms.postgres.superuser(), SQLDialect.POSTGRES).fetchSingle(
                "select count(*) from audit.entry where store_id = ? and action = ?", owner.scope().storeId(), action).get(0, Long.class);
    }

    private static void refused(Refusal why, ThrowingCallable act) {
        assertThatThrownBy(act).isInstanceOfSatisfying(Refused.class, refused -> assertThat(refused.refusal()).isEqualTo(why));
    }
}
