package io.cryptocheckout.platform.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cryptocheckout.platform.authority.OrganizationCaller;
import io.cryptocheckout.platform.authority.Origin;
import io.cryptocheckout.platform.authority.Principal;
import io.cryptocheckout.platform.database.Database;
import io.cryptocheckout.platform.refusal.Refusal;
import io.cryptocheckout.platform.refusal.Refused;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Keys of an organization: the care that stores' keys get, and nobody but an owner. */
class OrganizationKeysTest {
    private static final String ANYWHERE = "203.0.113.7";

    private static AccessRooms rooms;

    private final Principal owner = person();
    private final KeyRing ring = new KeyRing(rooms.organizations.create("Organization", owner.id()), true);

    @BeforeAll
    static void open() {
        rooms = new AccessRooms();
    }

    @AfterAll
    static void close() {
        rooms.close();
    }

    @Test
    void aKeyMakesTheCallerOfItsOrganizationAndMode() {
        MadeOrganizationKey made = make("reporting");
        OrganizationCaller caller = rooms.organizationKeys.authenticate(made.secret(), ANYWHERE);
        assertThat(caller.organizationId()).isEqualTo(ring.organizationId());
        assertThat(caller.livemode()).isTrue();
        assertThat(caller.principal().label()).isEqualTo("reporting");
        assertThat(made.secret()).startsWith("ok_live_");
        assertThat(made.toString()).doesNotContain(made.secret().substring(20));
        assertThat(rooms.organizationKeys.create(owner, new KeyRing(ring.organizationId(), false), key("reporting", null)).secret())
                .startsWith("ok_test_");
    }

    @Test
    void aStoresKeyIsNoneOfAnOrganizationNorTheOtherWayRound() {
        String organizations = make("reporting").secret();
        String stores = rooms.keys.create(rooms.owner(true), AccessRooms.key()).secret();
        refused(Refusal.API_KEY_INVALID, () -> rooms.keys.authenticate(organizations, ANYWHERE));
        refused(Refusal.API_KEY_INVALID, () -> rooms.organizationKeys.authenticate(stores, ANYWHERE));
        refused(Refusal.API_KEY_INVALID, () -> rooms.organizationKeys.authenticate(KeyText.nextOfOrganization(true), ANYWHERE));
        refused(Refusal.API_KEY_INVALID, () -> rooms.organizationKeys.authenticate(organizations + "x", ANYWHERE));
    }

    @Test
    void aTypoIsRefusedWithoutAQuery() {
        String secret = make("reporting").secret();
        String typo = secret.substring(0, 20) + (secret.charAt(20) == 'a' ? 'b' : 'a') + secret.substring(21);
        Database nowhere = new Database(DSL.using(SQLDialect.POSTGRES), DSL.using(SQLDialect.POSTGRES));
        OrganizationKeys offline = new OrganizationKeys(nowhere, rooms.organizations, rooms.organizationLog, rooms.use, rooms.clock);
        refused(Refusal.API_KEY_INVALID, () -> offline.authenticate(typo, ANYWHERE));
        assertThatThrownBy(() -> offline.authenticate(secret, ANYWHERE)).as("a right key is looked up").isNotInstanceOf(Refused.class);
    }

    @Test
    void aRevokedKeyIsRefusedAtTheNextCallAndRevokingAgainChangesNothing() {
        MadeOrganizationKey made = make("reporting");
        rooms.organizationKeys.authenticate(made.secret(), ANYWHERE);
        // The lines of the log are told apart by when they were written.
        rooms.clock.advance(Duration.ofMillis(5));
        rooms.organizationKeys.revoke(owner, ring, made.key().id());
        Instant revoked = only().revokedAt();
        rooms.clock.advance(Duration.ofMinutes(1));
        rooms.organizationKeys.revoke(owner, ring, made.key().id());

        refused(Refusal.API_KEY_REVOKED, () -> rooms.organizationKeys.authenticate(made.secret(), ANYWHERE));
        assertThat(only().revokedAt()).isEqualTo(revoked);
        assertThat(log()).containsExactly("organization_key.revoked", "organization_key.created");
    }

    @Test
    void aKeyEndsAtItsExpiryToTheMoment() {
        String secret = rooms.organizationKeys.create(owner, ring, key("hour", rooms.clock.instant().plusSeconds(3600))).secret();
        rooms.clock.advance(Duration.ofHours(1).minusMillis(1));
        rooms.organizationKeys.authenticate(secret, ANYWHERE);
        rooms.clock.advance(Duration.ofMillis(1));
        refused(Refusal.API_KEY_EXPIRED, () -> rooms.organizationKeys.authenticate(secret, ANYWHERE));
    }

    @Test
    void aKeyWithAnAddressListWorksFromThereAlone() {
        String secret = rooms.organizationKeys
                .create(owner, ring, new NewOrganizationKey("listed", List.of("203.0.113.0/24"), null)).secret();
        rooms.organizationKeys.authenticate(secret, "203.0.113.9");
        refused(Refusal.IP_NOT_ALLOWED, () -> rooms.organizationKeys.authenticate(secret, "203.0.114.9"));
    }

    @Test
    void aRolledKeyWorksForTheOverlapAndItsSuccessorAtOnce() {
        MadeOrganizationKey old = make("reporting");
        rooms.clock.advance(Duration.ofMillis(5));
        MadeOrganizationKey next = rooms.organizationKeys.roll(owner, ring, old.key().id(), Duration.ofHours(2));
        assertThat(next.key().rolledFrom()).isEqualTo(old.key().id());
        assertThat(next.key().name()).isEqualTo("reporting");
        rooms.organizationKeys.authenticate(next.secret(), ANYWHERE);
        rooms.organizationKeys.authenticate(old.secret(), ANYWHERE);
        rooms.clock.advance(Duration.ofHours(2));
        refused(Refusal.API_KEY_EXPIRED, () -> rooms.organizationKeys.authenticate(old.secret(), ANYWHERE));
        rooms.organizationKeys.authenticate(next.secret(), ANYWHERE);
        assertThat(log()).containsExactly("organization_key.rolled", "organization_key.created");
    }

    @Test
    void theOverlapNeverOutlivesTheOldKeysOwnExpiry() {
        MadeOrganizationKey old = rooms.organizationKeys.create(owner, ring, key("hour", rooms.clock.instant().plusSeconds(3600)));
        rooms.organizationKeys.roll(owner, ring, old.key().id(), Duration.ofDays(1));
        rooms.clock.advance(Duration.ofHours(1));
        refused(Refusal.API_KEY_EXPIRED, () -> rooms.organizationKeys.authenticate(old.secret(), ANYWHERE));
    }

    @Test
    void aButtonPressedTwiceMakesOneKey() throws Exception {
        MadeOrganizationKey old = make("reporting");
        refused(Refusal.NAME_TAKEN, () -> make(" reporting "));
        List<Future<MadeOrganizationKey>> presses = new ArrayList<>();
        try (ExecutorService hands = Executors.newFixedThreadPool(4)) {
            for (int i = 0; i < 4; i++) {
                presses.add(hands.submit(() -> rooms.organizationKeys.roll(owner, ring, old.key().id(), Duration.ofHours(2))));
                presses.add(hands.submit(() -> make("another")));
            }
        }
        assertThat(presses.stream().filter(press -> press.state() == Future.State.SUCCESS)).hasSize(2);
        assertThat(rooms.organizationKeys.list(owner, ring)).hasSize(3);
        assertThat(log()).hasSize(3);
    }

    @Test
    void aKeyThatHasEndedIsNotRolled() {
        MadeOrganizationKey made = make("reporting");
        rooms.organizationKeys.revoke(owner, ring, made.key().id());
        refused(Refusal.API_KEY_ENDED, () -> rooms.organizationKeys.roll(owner, ring, made.key().id(), Duration.ZERO));
        make("reporting");
    }

    @Test
    void nobodyButAnOwnerOfTheOrganizationSeesOrChangesAnything() {
        UUID key = make("reporting").key().id();
        UUID seat = UUID.randomUUID();
        rooms.seat(ring.organizationId(), seat, "member");
        for (Principal stranger : List.of(person(), new Principal(Principal.Kind.ACCOUNT, seat, "member@example.com"))) {
            refused(Refusal.NOT_FOUND, () -> rooms.organizationKeys.list(stranger, ring));
            refused(Refusal.NOT_FOUND, () -> rooms.organizationKeys.create(stranger, ring, key("mine", null)));
            refused(Refusal.NOT_FOUND, () -> rooms.organizationKeys.roll(stranger, ring, key, Duration.ZERO));
            refused(Refusal.NOT_FOUND, () -> rooms.organizationKeys.revoke(stranger, ring, key));
            refused(Refusal.NOT_FOUND, () -> rooms.organizationLog.newest(stranger, ring.organizationId()));
        }
        assertThat(only().revokedAt()).isNull();
    }

    @Test
    void aKeyOfAnotherOrganizationOrModeIsNothingButUnknown() {
        UUID key = make("reporting").key().id();
        KeyRing test = new KeyRing(ring.organizationId(), false);
        KeyRing other = new KeyRing(rooms.organizations.create("Other", owner.id()), true);
        for (KeyRing foreign : List.of(test, other)) {
            refused(Refusal.NOT_FOUND, () -> rooms.organizationKeys.revoke(owner, foreign, key));
            refused(Refusal.NOT_FOUND, () -> rooms.organizationKeys.roll(owner, foreign, key, Duration.ZERO));
            assertThat(rooms.organizationKeys.list(owner, foreign)).isEmpty();
        }
        assertThat(only().revokedAt()).isNull();
    }

    @Test
    void aKeyOfAnOrganizationThatNobodyOwnsIsRefused() {
        String secret = make("reporting").secret();
        rooms.leave(ring.organizationId());
        refused(Refusal.API_KEY_REVOKED, () -> rooms.organizationKeys.authenticate(secret, ANYWHERE));
    }

    @Test
    void aWrongNewKeyIsRefusedByItsField() {
        field("name", () -> make(" "));
        field("name", () -> make("x".repeat(81)));
        field("expiresAt", () -> rooms.organizationKeys.create(owner, ring, key("x", rooms.clock.instant())));
        field("allowedIps.0", () -> rooms.organizationKeys.create(owner, ring, new NewOrganizationKey("x", List.of("example.com"), null)));
        field("overlap", () -> rooms.organizationKeys.roll(owner, ring, UUID.randomUUID(), Duration.ofDays(8)));
        field("overlap", () -> rooms.organizationKeys.roll(owner, ring, UUID.randomUUID(), Duration.ofHours(-1)));
        assertThat(rooms.organizationKeys.list(owner, ring)).isEmpty();
        assertThat(log()).isEmpty();
    }

    @Test
    void theLastUseIsWrittenInBatches() {
        rooms.organizationKeys.authenticate(make("reporting").secret(), ANYWHERE);
        assertThat(only().lastUsedAt()).isNull();
        rooms.use.write();
        assertThat(only().lastUsedAt()).isEqualTo(rooms.clock.instant());
    }

    @Test
    void theDatabaseNeverHoldsAKeyAndTheAppRoleNotEvenItsTables() throws SQLException {
        String secret = make("reporting").secret();
        try (Connection superuser = rooms.postgres.superuser().getConnection();
                var statement = superuser.prepareStatement(
                        "select to_jsonb(k)::text, k.hash from access.organization_key k where organization_id = ?")) {
            statement.setObject(1, ring.organizationId());
            var rows = statement.executeQuery();
            assertThat(rows.next()).isTrue();
            assertThat(rows.getString(1)).doesNotContain(secret).doesNotContain(secret.substring(12));
            assertThat(rows.getBytes(2)).isNotEqualTo(secret.getBytes(StandardCharsets.US_ASCII)).isEqualTo(KeyText.hash(secret));
        }
        for (String table : List.of("organization_key", "organization_event")) {
            assertThatThrownBy(() -> rooms.database.in(rooms.owner(true).scope(), tx -> tx.sql().fetch("select * from access." + table)))
                    .hasMessageContaining("permission denied");
        }
    }

    @Test
    void nobodyChangesALineOfTheLogOrTakesOneAway() {
        make("reporting");
        for (String change : List.of("update access.organization_event set detail = 'nothing'", "delete from access.organization_event",
                "truncate access.organization_event")) {
            assertThatThrownBy(() -> rooms.database.acrossTenants("a test", worker -> worker.execute(change)))
                    .hasMessageContaining("permission denied");
        }
        assertThat(rooms.organizationLog.newest(owner, ring.organizationId())).singleElement().satisfies(line -> {
            assertThat(line.actor()).isEqualTo(owner.label());
            assertThat(line.address()).isEqualTo("192.0.2.1");
            assertThat(line.detail()).startsWith("reporting, ok_live_");
        });
    }

    private MadeOrganizationKey make(String name) {
        MadeOrganizationKey made = rooms.organizationKeys.create(owner, ring, key(name, null));
        // Acts of one millisecond have no order in the log.
        rooms.clock.advance(Duration.ofMillis(1));
        return made;
    }

    private static NewOrganizationKey key(String name, @Nullable Instant expiry) {
        return new NewOrganizationKey(name, List.of(), expiry);
    }

    private OrganizationKeyView only() {
        return rooms.organizationKeys.list(owner, ring).getFirst();
    }

    private List<String> log() {
        return rooms.organizationLog.newest(owner, ring.organizationId()).stream().map(OrganizationEvent::action).toList();
    }

    private static Principal person() {
        UUID id = UUID.randomUUID();
        return new Principal(Principal.Kind.ACCOUNT, id, id + "@example.com", new Origin("192.0.2.1", null));
    }

    private static void refused(Refusal why, ThrowingCallable act) {
        assertThatThrownBy(act).isInstanceOfSatisfying(Refused.class, refused -> assertThat(refused.refusal()).isEqualTo(why));
    }

    private static void field(String field, ThrowingCallable act) {
        assertThatThrownBy(act).isInstanceOfSatisfying(Refused.class, refused -> assertThat(refused.param()).isEqualTo(field));
    }
}
