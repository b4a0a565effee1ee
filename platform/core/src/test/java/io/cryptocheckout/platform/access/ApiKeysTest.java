package io.cryptocheckout.platform.access;

import static io.cryptocheckout.platform.access.AccessRooms.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cryptocheckout.platform.audit.AuditLog;
import io.cryptocheckout.platform.authority.Caller;
import io.cryptocheckout.platform.authority.Origin;
import io.cryptocheckout.platform.authority.Permission;
import io.cryptocheckout.platform.authority.Principal;
import io.cryptocheckout.platform.authority.Scope;
import io.cryptocheckout.platform.database.Database;
import io.cryptocheckout.platform.refusal.Refusal;
import io.cryptocheckout.platform.refusal.Refused;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ApiKeysTest {
    private static final String ANYWHERE = "203.0.113.7";

    private static AccessRooms rooms;

    @BeforeAll
    static void open() {
        rooms = new AccessRooms();
    }

    @AfterAll
    static void close() {
        rooms.close();
    }

    @Test
    void a_key_makes_the_caller_of_its_store_mode_and_scopes() {
        Caller owner = rooms.owner(true);
        MadeApiKey made = rooms.keys.create(owner, key(Permission.SESSIONS_WRITE, Permission.EVENTS_READ));

        Caller caller = rooms.keys.authenticate(made.secret(), ANYWHERE);

        assertThat(caller.scope()).isEqualTo(owner.scope());
        assertThat(caller.permissions()).containsExactlyInAnyOrder(Permission.SESSIONS_WRITE, Permission.EVENTS_READ);
        assertThat(caller.principal()).isEqualTo(
                new Principal(Principal.Kind.API_KEY, made.key().id(), "backend", new Origin(ANYWHERE, null)));
        assertThat(made.secret()).startsWith("ck_live_");
    }

    @Test
    void an_empty_scope_list_means_nothing() {
        Caller caller = rooms.keys.authenticate(rooms.keys.create(rooms.owner(false), key()).secret(), ANYWHERE);

        assertThat(caller.permissions()).isEmpty();
        for (Permission permission : Permission.values()) {
            assertThatThrownBy(() -> caller.require(permission)).isInstanceOf(Refused.class);
        }
    }

    @Test
    void a_typo_is_refused_without_a_query() {
        String secret = rooms.keys.create(rooms.owner(false), key()).secret();
        String typo = secret.substring(0, 20) + (secret.charAt(20) == 'a' ? 'b' : 'a') + secret.substring(21);
        Database nowhere = new Database(DSL.using(SQLDialect.POSTGRES), DSL.using(SQLDialect.POSTGRES));
        ApiKeys offline = new ApiKeys(nowhere, new KeyUse(nowhere), rooms.accesses, new AuditLog(nowhere, rooms.clock), rooms.clock);

        assertRefused(Refusal.API_KEY_INVALID, () -> offline.authenticate(typo, ANYWHERE));
        assertThatThrownBy(() -> offline.authenticate(secret, ANYWHERE)).as("a right key is looked up").isNotInstanceOf(Refused.class);
    }

    @Test
    void a_key_that_was_never_made_is_refused() {
        assertRefused(Refusal.API_KEY_INVALID, () -> rooms.keys.authenticate(KeyText.next(false), ANYWHERE));
    }

    @Test
    void a_revoked_key_is_refused_at_the_next_call_and_revoking_again_changes_nothing() {
        Caller owner = rooms.owner(false);
        MadeApiKey made = rooms.keys.create(owner, key());
        rooms.keys.authenticate(made.secret(), ANYWHERE);

        ApiKeyView revoked = rooms.keys.revoke(owner, made.key().id());
        rooms.clock.advance(Duration.ofMinutes(1));

        assertRefused(Refusal.API_KEY_REVOKED, () -> rooms.keys.authenticate(made.secret(), ANYWHERE));
        assertThat(rooms.keys.revoke(owner, made.key().id()).revokedAt()).isEqualTo(revoked.revokedAt());
    }

    @Test
    void a_key_ends_at_its_expiry_to_the_moment() {
        NewApiKey hour = new NewApiKey("hour", Set.of(), List.of(), rooms.clock.instant().plus(1, ChronoUnit.HOURS));
        MadeApiKey made = rooms.keys.create(rooms.owner(false), hour);

        rooms.clock.advance(Duration.ofHours(1).minusMillis(1));
        rooms.keys.authenticate(made.secret(), ANYWHERE);
        rooms.clock.advance(Duration.ofMillis(1));

        assertRefused(Refusal.API_KEY_EXPIRED, () -> rooms.keys.authenticate(made.secret(), ANYWHERE));
    }

    @Test
    void a_key_with_an_address_list_works_from_there_alone() {
        NewApiKey listed = new NewApiKey("listed", Set.of(), List.of("203.0.113.0/24", "2001:db8::7"), null);
        String secret = rooms.keys.create(rooms.owner(false), listed).secret();

        rooms.keys.authenticate(secret, "203.0.113.9");
        rooms.keys.authenticate(secret, "2001:db8:0:0:0:0:0:7");
        assertRefused(Refusal.IP_NOT_ALLOWED, () -> rooms.keys.authenticate(secret, "203.0.114.9"));
    }

    @Test
    void a_rolled_key_works_for_the_overlap_and_its_successor_at_once() {
        Caller owner = rooms.owner(false);
        MadeApiKey old = rooms.keys.create(owner, new NewApiKey("shop", Set.of(Permission.EVENTS_READ), List.of("203.0.113.0/24"), null));

        MadeApiKey next = rooms.keys.roll(owner, old.key().id(), Duration.ofHours(2));

        assertThat(next.key().name()).isEqualTo("shop");
        assertThat(next.key().rolledFrom()).isEqualTo(old.key().id());
        assertThat(next.key().allowedIps()).containsExactly("203.0.113.0/24");
        assertThat(rooms.keys.authenticate(next.secret(), ANYWHERE).permissions()).containsExactly(Permission.EVENTS_READ);
        rooms.keys.authenticate(old.secret(), ANYWHERE);
        rooms.clock.advance(Duration.ofHours(2));
        assertRefused(Refusal.API_KEY_EXPIRED, () -> rooms.keys.authenticate(old.secret(), ANYWHERE));
        rooms.keys.authenticate(next.secret(), ANYWHERE);
    }

    @Test
    void the_overlap_never_outlives_the_old_keys_own_expiry() {
        Caller owner = rooms.owner(false);
        MadeApiKey old = rooms.keys.create(owner,
                new NewApiKey("shop", Set.of(), List.of(), rooms.clock.instant().plus(1, ChronoUnit.HOURS)));

        rooms.keys.roll(owner, old.key().id(), Duration.ofDays(1));
        rooms.clock.advance(Duration.ofHours(1));

        assertRefused(Refusal.API_KEY_EXPIRED, () -> rooms.keys.authenticate(old.secret(), ANYWHERE));
    }

    @Test
    void a_successor_lives_as_long_as_the_old_key_was_made_to() {
        Caller owner = rooms.owner(false);
        MadeApiKey old = rooms.keys.create(owner,
                new NewApiKey("shop", Set.of(), List.of(), rooms.clock.instant().plus(Duration.ofDays(30))));
        rooms.clock.advance(Duration.ofDays(20));

        MadeApiKey next = rooms.keys.roll(owner, old.key().id(), Duration.ZERO);

        assertThat(next.key().expiresAt()).isEqualTo(rooms.clock.instant().plus(Duration.ofDays(30)));
        assertThat(rooms.keys.roll(owner, rooms.keys.create(owner, key()).key().id(), Duration.ZERO).key().expiresAt()).isNull();
    }

    @Test
    void a_key_is_rolled_once_and_then_its_successor_is() {
        Caller owner = rooms.owner(false);
        MadeApiKey old = rooms.keys.create(owner, key());
        MadeApiKey next = rooms.keys.roll(owner, old.key().id(), Duration.ofDays(1));

        assertRefused(Refusal.API_KEY_ENDED, () -> rooms.keys.roll(owner, old.key().id(), Duration.ofDays(1)));
        rooms.keys.roll(owner, next.key().id(), Duration.ofDays(1));
    }

    @Test
    void a_key_that_has_ended_is_not_rolled() {
        Caller owner = rooms.owner(false);
        MadeApiKey made = rooms.keys.create(owner, key());
        rooms.keys.revoke(owner, made.key().id());

        assertRefused(Refusal.API_KEY_ENDED, () -> rooms.keys.roll(owner, made.key().id(), Duration.ZERO));
    }

    @Test
    void another_stores_or_the_other_modes_key_is_nothing_but_unknown() {
        Caller owner = rooms.owner(false);
        UUID key = rooms.keys.create(owner, key()).key().id();
        Caller live = new Caller(new Scope(owner.scope().storeId(), true), owner.permissions(), owner.principal());

        for (Caller stranger : List.of(rooms.owner(false), live)) {
            assertThat(rooms.keys.list(stranger)).isEmpty();
            assertRefused(Refusal.NOT_FOUND, () -> rooms.keys.revoke(stranger, key));
            assertRefused(Refusal.NOT_FOUND, () -> rooms.keys.roll(stranger, key, Duration.ZERO));
        }
        assertThat(rooms.keys.list(owner)).hasSize(1).allMatch(shown -> shown.revokedAt() == null);
    }

    @Test
    void no_key_can_make_keys() {
        Caller owner = rooms.owner(false);
        NewApiKey greedy = new NewApiKey("greedy", Set.of(Permission.KEYS_MANAGE), List.of(), null);

        assertRefused(Refusal.FIELD_INVALID, () -> rooms.keys.create(owner, greedy));
        Caller bearer = rooms.keys.authenticate(rooms.keys.create(owner, key(Permission.STORE_READ)).secret(), ANYWHERE);
        assertRefused(Refusal.PERMISSION_MISSING, () -> rooms.keys.create(bearer, key()));
        assertRefused(Refusal.PERMISSION_MISSING, () -> rooms.keys.list(bearer));
    }

    @Test
    void a_wrong_new_key_is_refused_by_its_field() {
        Caller owner = rooms.owner(false);

        assertField("name", () -> rooms.keys.create(owner, new NewApiKey(" ", Set.of(), List.of(), null)));
        assertField("expiresAt", () -> rooms.keys.create(owner, new NewApiKey("x", Set.of(), List.of(), rooms.clock.instant())));
        assertField("allowedIps.1", () -> rooms.keys.create(owner, new NewApiKey("x", Set.of(), List.of("::1", "example.com"), null)));
        assertField("overlap", () -> rooms.keys.roll(owner, UUID.randomUUID(), Duration.ofDays(8)));
        assertThat(rooms.keys.list(owner)).isEmpty();
    }

    @Test
    void the_last_use_is_written_in_batches() {
        Caller owner = rooms.owner(false);
        MadeApiKey made = rooms.keys.create(owner, key());
        rooms.keys.authenticate(made.secret(), ANYWHERE);
        rooms.clock.advance(Duration.ofSeconds(3));
        rooms.keys.authenticate(made.secret(), ANYWHERE);
        assertThat(rooms.keys.list(owner).getFirst().lastUsedAt()).isNull();

        rooms.use.write();

        assertThat(rooms.keys.list(owner).getFirst().lastUsedAt()).isEqualTo(rooms.clock.instant());
    }

    @Test
    void the_database_never_holds_a_key_and_the_app_role_not_even_reads_its_hash() throws Exception {
        Caller owner = rooms.owner(false);
        String secret = rooms.keys.create(owner, key()).secret();

        try (Connection superuser = rooms.postgres.superuser().getConnection();
                var row = superuser.prepareStatement("select to_jsonb(k)::text, k.hash from access.api_key k where store_id = ?")) {
            row.setObject(1, owner.scope().storeId());
            var rows = row.executeQuery();
            assertThat(rows.next()).isTrue();
            assertThat(rows.getString(1)).doesNotContain(secret).doesNotContain(secret.substring(12));
            assertThat(rows.getBytes(2)).isNotEqualTo(secret.getBytes(StandardCharsets.US_ASCII)).isEqualTo(KeyText.hash(secret));
        }
        assertThatThrownBy(() -> rooms.database.in(owner.scope(), tx -> tx.sql().fetch("select hash from access.api_key")))
                .hasMessageContaining("permission denied");
    }

    private static void assertRefused(Refusal refusal, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(Refused.class, refused -> assertThat(refused.refusal()).isEqualTo(refusal));
    }

    private static void assertField(String field, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(Refused.class, refused -> assertThat(refused.param()).isEqualTo(field));
    }
}
