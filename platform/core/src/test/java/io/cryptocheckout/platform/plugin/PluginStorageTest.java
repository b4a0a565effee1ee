package io.cryptocheckout.platform.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cryptocheckout.platform.authority.Caller;
import io.cryptocheckout.platform.authority.Scope;
import io.cryptocheckout.platform.database.Database;
import io.cryptocheckout.platform.plugin.process.Asks;
import io.cryptocheckout.plugin.Refused;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What plugins ask for: as their process passes it on, which is to say anything at all. */
class PluginStorageTest {
    private static final Duration ENOUGH = Duration.ofMinutes(2);
    private static PluginRoom room;

    private final Caller owner = room.owner(false);
    private final Caller other = room.owner(false);

    @BeforeAll
    static void open() {
        Path folder = PluginRoom.folder();
        Jars.sound("keeper", "mail=customer\nhosts=api.example.com").in(folder, "keeper.jar");
        Jars.sound("second").in(folder, "second.jar");
        room = new PluginRoom(folder);
    }

    @AfterAll
    static void close() {
        room.close();
    }

    @BeforeEach
    void enable() {
        room.enable(owner, "keeper", Map.of());
        room.enable(other, "keeper", Map.of());
        room.enable(owner, "second", Map.of());
    }

    @Test
    void what_is_kept_is_out_of_reach_of_other_stores_and_plugins() throws IOException {
        ask(owner, "storage.put", "orders/1", "mine");
        assertThat(ask(owner, "storage.get", "orders/1")).isEqualTo("mine");
        assertThat(ask(other, "storage.get", "orders/1")).isNull();
        assertThat(asks().answer(owner.scope(), "second", "storage.get", List.of("orders/1"), ENOUGH)).isNull();
        assertThat(ask(other, "storage.keys", "")).isEqualTo(List.of());
        ask(owner, "storage.put", "orders/2", "later");
        ask(owner, "storage.put", "other", "x");
        assertThat(ask(owner, "storage.keys", "orders/")).isEqualTo(List.of("orders/1", "orders/2"));
        assertThat(ask(owner, "storage.putIfAbsent", "orders/1", "again")).isEqualTo(false);
        ask(owner, "storage.delete", "orders/1");
        ask(owner, "storage.delete", "orders/1");
        assertThat(ask(owner, "storage.putIfAbsent", "orders/1", "again")).isEqualTo(true);
        assertThat(room.plugins().stored(owner, "keeper", "orders/1")).isEqualTo("again");
        assertThat(room.plugins().stored(owner, "keeper", "../x y")).isNull();
        assertThat(room.plugins().stored(other, "keeper", "orders/1")).isNull();
    }

    @Test
    void of_many_at_once_one_puts_first() throws Exception {
        List<Callable<Object>> all = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            all.add(() -> ask(owner, "storage.putIfAbsent", "once", "x"));
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            int first = 0;
            for (Future<Object> each : threads.invokeAll(all)) {
                first += Boolean.TRUE.equals(each.get()) ? 1 : 0;
            }
            assertThat(first).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "white space", "ümlaut", "quote'", "a\\b", "nul\u0000"})
    void a_key_that_is_none_is_refused(String key) {
        assertRefused("A key has", "storage.get", key);
        assertRefused("A key has", "storage.put", key, "x");
        assertRefused("A key has", "storage.delete", key);
    }

    @Test
    void size_and_shape_are_limited() throws IOException {
        assertRefused("A key has", "storage.put", "k".repeat(201), "x");
        assertRefused("at most 256 KiB", "storage.put", "big", "x".repeat((256 << 10) + 1));
        assertRefused("null character", "storage.put", "nul", "\u0000");
        assertRefused("must be a text", "storage.put", "number", 1L);
        assertRefused("must be a text", "storage.put", "alone");
        assertRefused("must be a text", "storage.get", (Object) null);
        assertRefused("nothing of the name", "storage.everything", "x");
        String large = "x".repeat(256 << 10);
        for (int i = 0; i < 64; i++) {
            ask(owner, "storage.put", "part" + i, large);
        }
        assertRefused("at most 16 MiB", "storage.put", "part64", "x");
        ask(owner, "storage.put", "part0", "smaller");
        ask(owner, "storage.put", "part64", "x");
        ask(owner, "storage.delete", "part1");
        long kept = room.events.superuser().fetchSingle("select sum(octet_length(value)) from plugin.stored where store_id = ?",
                owner.scope().storeId()).get(0, Long.class);
        assertThat(room.plugins().find(owner, "keeper").own().storedBytes()).isEqualTo(kept);
    }

    @Test
    void a_store_that_does_not_have_the_plugin_answers_nothing() {
        Scope stranger = room.owner(false).scope();
        assertThatThrownBy(() -> asks().answer(stranger, "keeper", "storage.get", List.of("x"), ENOUGH)).isInstanceOf(Refused.class);
        assertThatThrownBy(() -> asks().answer(new Scope(owner.scope().storeId(), true), "keeper", "log", List.of("x"), ENOUGH))
                .isInstanceOf(Refused.class);
    }

    @Test
    void the_customer_of_a_session_of_the_store_is_written_to_once() throws IOException {
        UUID session = UUID.randomUUID();
        PluginRoom.CUSTOMERS.put(session, "customer@example.com");
        String id = io.cryptocheckout.platform.id.IdKind.CHECKOUT_SESSION.format(session);
        assertThat(ask(owner, "mail", id, "Your receipt", "Thank you.")).isEqualTo(true);
        assertThat(ask(owner, "mail", id, "Your receipt", "Thank you again.")).isEqualTo(false);
        assertThat(ask(owner, "mail", "cs_nothing", "Your receipt", "x")).isEqualTo(false);
        assertThat(mailsTo("customer@example.com")).containsExactly("Your receipt: Thank you.");
        for (int i = 0; i < CustomerMail.MOST_PER_SESSION + 5; i++) {
            ask(owner, "mail", id, "More " + i, "x");
        }
        assertThat(mailsTo("customer@example.com")).hasSize(CustomerMail.MOST_PER_SESSION);
        assertRefused("a subject of one line", "mail", id, "two\nlines", "x");
        assertRefused("a subject of one line", "mail", id, "", "x");
        assertRefused("a subject of one line", "mail", id, "long", "x".repeat(10_001));
        assertThatThrownBy(() -> asks().answer(owner.scope(), "second", "mail", List.of(id, "s", "t"), ENOUGH)).isInstanceOf(Refused.class)
                .hasMessageContaining("does not declare mail");
    }

    private List<String> mailsTo(String address) {
        return room.events.superuser().fetch("select subject || ': ' || body from mail.message where recipient = ? order by id", address)
                .map(row -> row.get(0, String.class));
    }

    @Test
    void no_host_is_called_that_is_not_declared_and_none_too_often() {
        assertRefused("not declared", "http.get", "https://evil.example.com/");
        assertRefused("not declared", "http.get", "https://api.example.com.evil.com/");
        assertRefused("not declared", "http.get", "https://evil.com@other.example/");
        assertRefused("not declared", "http.get", "file:///etc/passwd");
        assertRefused("malformed", "http.get", "https://api.example.com/ x");
        assertRefused("may not be called", "http.get", "ftp://api.example.com/");
        assertRefused("cannot be sent", "http.post", "https://api.example.com/", Map.of("Host", "evil"), "x");
        assertRefused("cannot be sent", "http.post", "https://api.example.com/", Map.of("User-Agent", "somebody else"), "x");
        assertRefused("cannot be sent", "http.post", "https://api.example.com/", Map.of("X", "a\r\nY: b"), "x");
        assertRefused("at most 256 KiB", "http.post", "https://api.example.com/", Map.of(), "x".repeat((256 << 10) + 1));
        for (int i = 0; i < PluginHttp.PER_MINUTE; i++) {
            assertThatThrownBy(() -> ask(other, "http.get", "ftp://api.example.com/")).isInstanceOf(Refused.class);
        }
        assertThatThrownBy(() -> ask(other, "http.get", "ftp://api.example.com/")).isInstanceOf(Refused.class)
                .hasMessageContaining("at most 60 calls a minute");
        room.events.clock().advance(Duration.ofMinutes(1));
        assertThatThrownBy(() -> ask(other, "http.get", "ftp://api.example.com/")).isInstanceOf(Refused.class)
                .hasMessageContaining("may not be called");
    }

    @Test
    void a_request_takes_no_longer_than_its_call_has_left() {
        assertThatThrownBy(() -> ask(owner, Duration.ofMillis(350), "http.get", "https://api.example.com/")).isInstanceOf(IOException.class)
                .hasMessage("There is no time left for a request");
    }

    @Test
    void a_plugin_that_asks_much_at_once_holds_one_connection_and_nobody_else_waits_for_it() throws Exception {
        ask(owner, "storage.put", "key", "before");
        DSLContext superuser = room.events.superuser();
        List<Future<Object>> all = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            superuser.transaction(locked -> {
                DSL.using(locked).execute("select from plugin.installation where store_id = ? for update", owner.scope().storeId());
                for (int i = 0; i < 50; i++) {
                    all.add(threads.submit(() -> ask(owner, "storage.put", "key", "after")));
                }
                PluginRoom.until(() -> waiting() > 0);
                ask(other, "storage.put", "key", "other");
                assertThat(ask(other, "storage.get", "key")).isEqualTo("other");
                assertThat(waiting()).isEqualTo(1);
            });
        }
        for (Future<Object> each : all) {
            each.get();
        }
        assertThat(ask(owner, "storage.get", "key")).isEqualTo("after");
    }

    /** How many connections wait for a lock. */
    private static int waiting() {
        return room.events.superuser().fetchSingle("select count(*) from pg_stat_activity where wait_event_type = 'Lock'"
                + " and datname = current_database()").get(0, Integer.class);
    }

    @Test
    void lines_are_kept_short_plain_and_few() throws IOException {
        ask(owner, "log", "one\nFAULT two" + "x".repeat(600));
        assertThat(room.lines(owner, "keeper")).hasSize(1);
        assertThat(room.lines(owner, "keeper").getFirst()).startsWith("one FAULT two").hasSize(500);
        room.bean(Database.class).in(owner.scope(), tx -> {
            PluginActivity activity = new PluginActivity(room.events.clock());
            for (int i = 0; i < PluginActivity.KEPT + 10; i++) {
                activity.add(tx, "keeper", ActivityLine.Kind.LOG, "line");
            }
            return true;
        });
        assertThat(room.events.superuser().fetchCount(org.jooq.impl.DSL.table("plugin.activity"),
                org.jooq.impl.DSL.condition("store_id = ?", owner.scope().storeId()))).isEqualTo(PluginActivity.KEPT);
    }

    private Object ask(Caller caller, String what, Object... args) throws IOException {
        return ask(caller, ENOUGH, what, args);
    }

    private Object ask(Caller caller, Duration left, String what, Object... args) throws IOException {
        return asks().answer(caller.scope(), "keeper", what, Arrays.asList(args), left);
    }

    private void assertRefused(String why, String what, Object... args) {
        assertThatThrownBy(() -> ask(owner, what, args)).isInstanceOf(Refused.class).hasMessageContaining(why);
    }

    private static Asks asks() {
        return room.bean(PluginAsks.class);
    }
}
