package io.cryptocheckout.platform.operators;

import static org.assertj.core.api.Assertions.assertThat;

import io.cryptocheckout.devkit.TestDatabase;
import io.cryptocheckout.platform.database.Database;
import io.cryptocheckout.platform.database.OperatorTx;
import io.cryptocheckout.platform.database.QueueDepth;
import io.cryptocheckout.platform.events.DeliveryFigures;
import io.cryptocheckout.platform.mail.MailFigures;
import java.time.Instant;
import java.util.function.Function;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The queues of all stores, counted in the console's role. */
class QueuesAreCountedTest {
    private static final Instant NOW = Instant.parse("2030-05-15T12:00:00Z");

    private static TestDatabase postgres;
    private static Database database;

    @BeforeAll
    static void open() {
        postgres = TestDatabase.fresh();
        database = new Database(DSL.using(postgres.app(), SQLDialect.POSTGRES), DSL.using(postgres.worker(), SQLDialect.POSTGRES));
        DSL.using(postgres.superuser(), SQLDialect.POSTGRES).connection(connection -> {
            try (var statement = connection.createStatement()) {
                // Rows of many stores, without what they would belong to.
                statement.execute("""
                        set session_replication_role = replica;
                        insert into events.delivery (store_id, livemode, id, event_id, endpoint_id, status, due_at, created_at)
                        select uuidv7(), n % 2 = 0, uuidv7(), uuidv7(), uuidv7(), case when n > 8 then 'delivered' else 'pending' end,
                            case when n > 8 then null else timestamptz 'NOW' + (n - 3) * interval '1 minute' end, 'NOW'
                        from generate_series(1, 12) n;
                        insert into events.webhook_endpoint (store_id, livemode, id, url, event_types, api_version, enabled, disabled_reason,
                            secret, failing_since, created_at, deleted_at)
                        select uuidv7(), false, uuidv7(), 'https://example.org', '{*}', '2026-01-01', enabled, reason, 'x', since, 'NOW', gone
                        from (values (true, null, null::timestamptz, null::timestamptz), (true, null, 'NOW', null), (true, null, 'NOW', null),
                            (true, null, 'NOW', 'NOW'), (false, 'gone', null, null), (false, 'failing', 'NOW', null),
                            (false, 'merchant', null, null)) e (enabled, reason, since, gone);
                        insert into mail.message (id, recipient, subject, body, status, due_at, created_at)
                        select uuidv7(), 'a@example.org', 's', 'b', case when n = 1 then 'abandoned' else 'pending' end,
                            case when n = 1 then null else timestamptz 'NOW' + interval '1 hour' end, 'NOW' from generate_series(1, 3) n;
                        set session_replication_role = origin""".replace("NOW", NOW.toString()));
            }
        });
    }

    @AfterAll
    static void close() {
        postgres.close();
    }

    @Test
    void deliveries_wait_or_are_overdue_and_what_was_sent_is_not_counted() {
        DeliveryFigures figures = asked(operators -> DeliveryFigures.of(operators.sql(), NOW));
        assertThat(figures.queue()).isEqualTo(new QueueDepth(8, 3, NOW.minusSeconds(120)));
    }

    @Test
    void endpoints_that_fail_and_those_given_up_are_told_apart_from_deleted_and_switched_off_ones() {
        DeliveryFigures figures = asked(operators -> DeliveryFigures.of(operators.sql(), NOW));
        assertThat(figures.failing()).isEqualTo(2);
        assertThat(figures.disabled()).isEqualTo(2);
    }

    @Test
    void mails_that_wait_and_mails_that_were_given_up_are_told_apart() {
        MailFigures figures = asked(operators -> MailFigures.of(operators.sql(), NOW));
        assertThat(figures).isEqualTo(new MailFigures(new QueueDepth(2, 0, null), 1));
    }

    private static <T> T asked(Function<OperatorTx, T> question) {
        return database.asOperator("a test counts as the console does", question);
    }
}
