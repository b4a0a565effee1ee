package io.cryptocheckout.platform.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cryptocheckout.devkit.SettableClock;
import io.cryptocheckout.devkit.TestDatabase;
import io.cryptocheckout.platform.authority.Caller;
import io.cryptocheckout.platform.authority.Origin;
import io.cryptocheckout.platform.authority.Permission;
import io.cryptocheckout.platform.authority.Principal;
import io.cryptocheckout.platform.authority.Scope;
import io.cryptocheckout.platform.database.Database;
import io.cryptocheckout.platform.refusal.Refused;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.LongStream;
import org.jooq.SQLDialect;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuditLogTest {
    private static TestDatabase postgres;
    private static Database database;
    private static final SettableClock CLOCK = SettableClock.standing();
    private static AuditLog log;

    private final Caller caller = caller(UUID.randomUUID());

    @BeforeAll
    static void open() {
        postgres = TestDatabase.fresh();
        database = new Database(DSL.using(postgres.app(), SQLDialect.POSTGRES), DSL.using(postgres.worker(), SQLDialect.POSTGRES));
        log = new AuditLog(database, CLOCK);
    }

    @AfterAll
    static void close() {
        postgres.close();
    }

    @Test
    void an_entry_tells_who_what_from_where_and_by_whose_access() {
        UUID access = UUID.randomUUID();
        Principal guest = new Principal(Principal.Kind.ACCOUNT, UUID.randomUUID(), "guest@agency.example", new Origin("192.0.2.7", access));
        write(guest, new AuditAct("api_key.created", "key_1", Map.of("name", "backend — “new”")));

        assertThat(log.list(caller, AuditQuery.newest(10))).singleElement().satisfies(entry -> {
            assertThat(entry.sequence()).isEqualTo(1);
            assertThat(entry.at()).isEqualTo(CLOCK.instant());
            assertThat(entry.actor()).isEqualTo(guest);
            assertThat(entry.act()).isEqualTo(new AuditAct("api_key.created", "key_1", Map.of("name", "backend — “new”")));
            assertThat(entry.livemode()).isFalse();
            assertThat(entry.outcome()).isEqualTo("done");
        });
    }

    @Test
    void what_was_refused_is_an_entry_too() {
        log.refused(caller, new AuditAct("member.changed", null, Map.of("reason", "permission_missing")));

        assertThat(log.list(caller, AuditQuery.newest(10))).extracting(AuditEntry::outcome).containsExactly("refused");
    }

    @Test
    void an_act_that_is_rolled_back_leaves_no_entry_and_no_gap() {
        assertThatThrownBy(() -> database.in(caller.scope(), tx -> {
            log.write(tx, caller.principal(), new AuditAct("store.changed", null));
            throw new IllegalStateException("rolled back");
        })).isInstanceOf(IllegalStateException.class);
        write(caller.principal(), new AuditAct("store.changed", null));

        assertThat(log.list(caller, AuditQuery.newest(10))).extracting(AuditEntry::sequence).containsExactly(1L);
    }

    @Test
    void writers_at_the_same_time_make_one_chain() throws Exception {
        try (ExecutorService writers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<java.util.concurrent.Future<?>> running = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                running.add(writers.submit(() -> write(caller.principal(), new AuditAct("store.changed", null))));
            }
            for (var one : running) {
                one.get();
            }
        }
        List<AuditEntry> all = new ArrayList<>();
        log.export(caller, AuditQuery.newest(1), all::add);

        assertThat(all.stream().map(AuditEntry::sequence).sorted())
                .containsExactlyElementsOf(LongStream.rangeClosed(1, 50).boxed().toList());
        assertThat(log.verify(caller)).isEqualTo(new AuditCheck(50, null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"actor_label = 'somebody else'", "at = at + interval '1 microsecond'", "details = '{\"name\": \"other\"}'",
            "object = null", "address = '192.0.2.8'", "outcome = 'refused'", "access_id = gen_random_uuid()", "act_livemode = null",
            "action = 'api_key.revoked'", "actor_kind = 'system'", "actor_id = gen_random_uuid()",
            "hash = sha256('x')", "previous_hash = sha256('x')"})
    void whoever_changes_an_entry_behind_our_back_is_seen(String change) {
        Principal person = new Principal(Principal.Kind.ACCOUNT, UUID.randomUUID(), "ann@example.com", new Origin("192.0.2.7", null));
        for (int i = 0; i < 3; i++) {
            write(person, new AuditAct("api_key.created", "key_" + i, Map.of("name", "backend")));
        }
        assertThat(log.verify(caller).brokenAt()).isNull();

        superuser("update audit.entry set " + change + " where sequence = 2 and store_id = '" + caller.scope().storeId() + "'");

        assertThat(log.verify(caller).brokenAt()).isEqualTo(2);
    }

    @Test
    void an_entry_that_is_taken_away_is_missed() {
        for (int i = 0; i < 3; i++) {
            write(caller.principal(), new AuditAct("store.changed", null));
        }
        superuser("delete from audit.entry where sequence = 2 and store_id = '" + caller.scope().storeId() + "'");

        assertThat(log.verify(caller).brokenAt()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"update audit.entry set outcome = 'done'", "delete from audit.entry", "truncate audit.entry"})
    void the_application_itself_can_only_add_and_read(String change) {
        write(caller.principal(), new AuditAct("store.changed", null));

        assertThatThrownBy(() -> database.in(caller.scope(), tx -> tx.sql().execute(change))).isInstanceOf(DataAccessException.class)
                .hasMessageContaining("permission denied");
        assertThatThrownBy(() -> database.acrossTenants("nor does the worker", sql -> sql.execute(change)))
                .hasMessageContaining("permission denied");
    }

    @Test
    void entries_are_found_by_action_person_object_agency_and_time() {
        Principal ann = new Principal(Principal.Kind.ACCOUNT, UUID.randomUUID(), "ann@example.com");
        Principal guest = new Principal(Principal.Kind.ACCOUNT, UUID.randomUUID(), "g@agency.example", new Origin(null, UUID.randomUUID()));
        write(ann, new AuditAct("api_key.created", "key_1"));
        CLOCK.advance(Duration.ofHours(1));
        write(guest, new AuditAct("api_key.revoked", "key_1"));
        write(ann, new AuditAct("store.changed", null));

        AuditQuery all = AuditQuery.newest(10);
        assertThat(sequences(all)).containsExactly(3L, 2L, 1L);
        assertThat(sequences(new AuditQuery("api_key.", null, null, null, null, null, null, 10))).containsExactly(2L, 1L);
        assertThat(sequences(new AuditQuery("api_key.revoked", null, null, null, null, null, null, 10))).containsExactly(2L);
        assertThat(sequences(new AuditQuery(null, ann.id(), null, null, null, null, null, 10))).containsExactly(3L, 1L);
        assertThat(sequences(new AuditQuery(null, null, "key_1", null, null, null, null, 10))).containsExactly(2L, 1L);
        assertThat(sequences(new AuditQuery(null, null, null, true, null, null, null, 10))).containsExactly(2L);
        assertThat(sequences(new AuditQuery(null, null, null, false, null, null, null, 10))).containsExactly(3L, 1L);
        assertThat(sequences(new AuditQuery(null, null, null, null, CLOCK.instant(), null, null, 10))).containsExactly(3L, 2L);
        assertThat(sequences(new AuditQuery(null, null, null, null, null, CLOCK.instant(), null, 10))).containsExactly(1L);
        assertThat(sequences(new AuditQuery(null, null, null, null, null, null, 3L, 1))).containsExactly(2L);
    }

    @Test
    void another_store_reads_nothing_of_it_and_whoever_lacks_the_permission_is_refused() {
        write(caller.principal(), new AuditAct("store.changed", null));

        assertThat(log.list(caller(UUID.randomUUID()), AuditQuery.newest(10))).isEmpty();
        Caller blind = new Caller(caller.scope(), Set.of(Permission.SESSIONS_READ), caller.principal());
        assertThatThrownBy(() -> log.list(blind, AuditQuery.newest(10))).isInstanceOf(Refused.class);
        assertThatThrownBy(() -> log.verify(blind)).isInstanceOf(Refused.class);
        assertThatThrownBy(() -> log.export(blind, AuditQuery.newest(10), any -> {})).isInstanceOf(Refused.class);
    }

    private List<Long> sequences(AuditQuery query) {
        return log.list(caller, query).stream().map(AuditEntry::sequence).toList();
    }

    private void write(Principal actor, AuditAct act) {
        database.in(caller.scope(), tx -> {
            log.write(tx, actor, act);
            return true;
        });
    }

    private static void superuser(String sql) {
        DSL.using(postgres.superuser(), SQLDialect.POSTGRES).execute(sql);
    }

    private static Caller caller(UUID store) {
        return new Caller(new Scope(store, false), Set.of(Permission.AUDIT_READ),
                new Principal(Principal.Kind.ACCOUNT, UUID.randomUUID(), "owner@example.com"));
    }
}
