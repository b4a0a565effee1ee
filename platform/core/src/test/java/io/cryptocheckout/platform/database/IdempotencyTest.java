package io.cryptocheckout.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cryptocheckout.devkit.SettableClock;
import io.cryptocheckout.devkit.TestDatabase;
import io.cryptocheckout.platform.authority.Scope;
import io.cryptocheckout.platform.refusal.Refusal;
import io.cryptocheckout.platform.refusal.Refused;
import io.cryptocheckout.platform.sealing.Sealing;
import io.cryptocheckout.platform.sealing.SealingProperties;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class IdempotencyTest {
    private static final String PRINCIPAL = "api_keys";

    private static TestDatabase postgres;
    private static Database database;
    private static SettableClock clock;
    private static Idempotency idempotency;

    private final Scope scope = new Scope(UUID.randomUUID(), false);

    @BeforeAll
    static void open() throws SQLException {
        postgres = TestDatabase.fresh();
        database = new Database(DSL.using(postgres.app(), SQLDialect.POSTGRES), DSL.using(postgres.worker(), SQLDialect.POSTGRES));
        clock = SettableClock.standing();
        byte[] key = "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
        idempotency = new Idempotency(database, new Sealing(new SealingProperties(Base64.getEncoder().encodeToString(key), List.of())),
                clock);
        try (Connection owner = postgres.owner().getConnection(); var statement = owner.createStatement()) {
            statement.execute("create table request.effect (store_id uuid not null, livemode boolean not null, note text not null)");
            statement.execute("grant select, insert on request.effect to checkout_app");
        }
    }

    @AfterAll
    static void close() {
        postgres.close();
    }

    @Test
    void a_repetition_gets_the_identical_answer_and_has_no_effect() {
        Answer first = idempotency.once(scope, key("k", "body"), effect("one"));
        Answer second = idempotency.once(scope, key("k", "body"), effect("two"));

        assertThat(first).isEqualTo(new Answer(201, "{\"note\":\"one\"}", false));
        assertThat(second).isEqualTo(new Answer(201, "{\"note\":\"one\"}", true));
        assertThat(effects()).containsExactly("one");
    }

    @Test
    void without_a_key_every_request_has_its_effect() {
        idempotency.once(scope, null, effect("one"));
        idempotency.once(scope, null, effect("two"));

        assertThat(effects()).containsExactlyInAnyOrder("one", "two");
    }

    @Test
    void twenty_at_once_have_one_effect_and_each_is_answered_or_told_to_wait() throws Exception {
        for (int round = 0; round < 10; round++) {
            String name = "round-" + round;
            CountDownLatch go = new CountDownLatch(1);
            List<Callable<String>> requests = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                requests.add(() -> {
                    go.await();
                    try {
                        return idempotency.once(scope, key(name, "body"), effect(name)).body();
                    } catch (Refused refused) {
                        return refused.refusal().code();
                    }
                });
            }
            List<String> answers = new ArrayList<>();
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                List<Future<String>> running = requests.stream().map(threads::submit).toList();
                go.countDown();
                for (Future<String> one : running) {
                    answers.add(one.get());
                }
            }
            assertThat(answers).contains("{\"note\":\"" + name + "\"}").allMatch(
                    answer -> answer.equals("{\"note\":\"" + name + "\"}") || answer.equals("idempotency_in_progress"));
            assertThat(effects()).filteredOn(name::equals).hasSize(1);
        }
    }

    @Test
    void a_clash_in_flight_is_refused_at_once_and_works_after_the_first_has_ended() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch finish = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Answer> first = threads.submit(() -> idempotency.once(scope, key("slow", "body"), tx -> {
                begun.countDown();
                await(finish);
                return effect("slow").apply(tx);
            }));
            begun.await();
            assertRefused(Refusal.IDEMPOTENCY_IN_PROGRESS, key("slow", "body"));
            idempotency.once(scope, key("other", "body"), effect("other"));
            finish.countDown();
            assertThat(first.get().replayed()).isFalse();
        }
        assertThat(idempotency.once(scope, key("slow", "body"), effect("again")).replayed()).isTrue();
        assertThat(effects()).containsExactlyInAnyOrder("slow", "other");
    }

    @Test
    void the_same_key_with_another_body_or_route_is_refused() {
        idempotency.once(scope, key("k", "body"), effect("one"));

        assertRefused(Refusal.IDEMPOTENCY_KEY_REUSED, key("k", "other body"));
        assertRefused(Refusal.IDEMPOTENCY_KEY_REUSED,
                IdempotencyKey.of("k", PRINCIPAL, "POST", "/other", "body".getBytes(StandardCharsets.UTF_8)));
        assertRefused(Refusal.IDEMPOTENCY_KEY_REUSED,
                IdempotencyKey.of("k", PRINCIPAL, "PATCH", "/path", "body".getBytes(StandardCharsets.UTF_8)));
        assertThat(effects()).containsExactly("one");
    }

    @Test
    void a_crash_leaves_neither_effect_nor_record() {
        IdempotencyKey key = key("k", "body");
        assertThatThrownBy(() -> idempotency.once(scope, key, tx -> {
            var _ = effect("lost").apply(tx);
            throw new IllegalStateException("crash");
        })).isInstanceOf(IllegalStateException.class);
        assertThat(effects()).isEmpty();

        assertThat(idempotency.once(scope, key, effect("kept")).replayed()).isFalse();
        assertThat(effects()).containsExactly("kept");
    }

    @Test
    void a_connection_that_dies_before_the_commit_leaves_neither() throws SQLException {
        IdempotencyKey key = key("k", "body");
        assertThatThrownBy(() -> idempotency.once(scope, key, tx -> {
            var _ = effect("lost").apply(tx);
            terminate(tx.sql().fetchSingle("select pg_backend_pid()").get(0, Integer.class));
            return Answer.of(201, "{}");
        })).isInstanceOf(RuntimeException.class);

        assertThat(idempotency.once(scope, key, effect("kept")).replayed()).isFalse();
        assertThat(effects()).containsExactly("kept");
    }

    @Test
    void a_key_belongs_to_one_store_mode_and_principal() {
        IdempotencyKey key = key("k", "body");
        idempotency.once(scope, key, effect("one"));

        assertThat(idempotency.once(new Scope(scope.storeId(), true), key, effect("live")).replayed()).isFalse();
        assertThat(idempotency.once(new Scope(UUID.randomUUID(), false), key, effect("stranger")).replayed()).isFalse();
        IdempotencyKey grant = IdempotencyKey.of("k", "grant:1", "POST", "/path", "body".getBytes(StandardCharsets.UTF_8));
        assertThat(idempotency.once(scope, grant, effect("grant")).replayed()).isFalse();
        assertThat(effects()).containsExactlyInAnyOrder("one", "grant");
    }

    @Test
    void failed_validation_and_failures_of_ours_are_not_kept() {
        for (Refusal refusal : List.of(Refusal.FIELD_INVALID, Refusal.RATE_UNAVAILABLE, Refusal.INTERNAL, Refusal.PERMISSION_MISSING)) {
            IdempotencyKey key = key(refusal.code(), "body");
            assertThatThrownBy(() -> idempotency.once(scope, key, refuse(refusal))).isInstanceOf(Refused.class);
            assertThat(idempotency.once(scope, key, effect(refusal.code())).replayed()).isFalse();
        }
        idempotency.once(scope, key("503", "body"), tx -> Answer.of(503, "{}"));
        assertThat(idempotency.once(scope, key("503", "body"), effect("503")).replayed()).isFalse();
    }

    @Test
    void a_conflict_is_an_answer_that_is_repeated_while_its_work_is_undone() {
        IdempotencyKey key = key("k", "body");
        Answer first = idempotency.once(scope, key, tx -> {
            var _ = effect("undone").apply(tx);
            return refuse(Refusal.WALLET_MISSING).apply(tx);
        });
        Answer second = idempotency.once(scope, key, effect("never"));

        assertThat(first.status()).isEqualTo(409);
        assertThat(first.body()).contains("\"code\":\"wallet_missing\"");
        assertThat(second).isEqualTo(new Answer(409, first.body(), true));
        assertThat(effects()).isEmpty();
    }

    @Test
    void an_answer_that_carries_a_secret_is_kept_sealed() throws SQLException {
        String secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
        Function<StoreTx, Answer> made = tx -> Answer.of(201, "{\"secret\":\"" + secret + "\"}");

        Answer first = idempotency.onceSecret(scope, key("k", "body"), made);
        Answer second = idempotency.onceSecret(scope, key("k", "body"), effect("never"));

        assertThat(second.body()).isEqualTo(first.body()).contains(secret);
        assertThat(second.replayed()).isTrue();
        try (Connection superuser = postgres.superuser().getConnection();
                var rows = superuser.createStatement().executeQuery("select encode(body, 'escape') from request.idempotency")) {
            while (rows.next()) {
                assertThat(rows.getString(1)).doesNotContain(secret);
            }
        }
    }

    @Test
    void after_24_hours_the_key_is_free_and_the_old_record_is_pruned() {
        idempotency.once(scope, key("again", "body"), effect("one"));
        idempotency.once(scope, key("old", "body"), effect("old"));
        clock.advance(Duration.ofHours(24).minusMillis(1));
        assertThat(idempotency.once(scope, key("again", "body"), effect("two")).replayed()).isTrue();

        clock.advance(Duration.ofMillis(1));
        assertThat(idempotency.once(scope, key("again", "body"), effect("three")).replayed()).isFalse();
        assertThat(idempotency.once(scope, key("again", "body"), effect("four")).body()).contains("three");

        idempotency.prune();
        List<String> left = database.in(scope,
                tx -> tx.sql().fetch("select key from request.idempotency").map(row -> row.get(0, String.class)));
        assertThat(left).containsExactly("again");
    }

    private Function<StoreTx, Answer> effect(String note) {
        return tx -> {
            tx.sql().execute("insert into request.effect values (?, ?, ?)", tx.storeId(), tx.livemode(), note);
            return Answer.of(201, "{\"note\":\"" + note + "\"}");
        };
    }

    private static Function<StoreTx, Answer> refuse(Refusal refusal) {
        return tx -> {
            throw new Refused(refusal, null, "refused");
        };
    }

    private List<String> effects() {
        return database.in(scope, tx -> tx.sql().fetch("select note from request.effect where store_id = ? and livemode = ?", tx.storeId(),
                tx.livemode()).map(row -> row.get(0, String.class)));
    }

    private void assertRefused(Refusal refusal, IdempotencyKey key) {
        assertThatThrownBy(() -> idempotency.once(scope, key, effect("never")))
                .isInstanceOfSatisfying(Refused.class, refused -> assertThat(refused.refusal()).isEqualTo(refusal));
    }

    private static IdempotencyKey key(String key, String body) {
        return IdempotencyKey.of(key, PRINCIPAL, "POST", "/path", body.getBytes(StandardCharsets.UTF_8));
    }

    private static void terminate(int backend) {
        try (Connection superuser = postgres.superuser().getConnection();
                var statement = superuser.prepareStatement("select pg_terminate_backend(?)")) {
            statement.setInt(1, backend);
            statement.execute();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
