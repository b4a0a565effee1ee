package io.cryptocheckout.platform.checkout;

import static io.cryptocheckout.jooq.checkout.Tables.SESSION;
import static io.cryptocheckout.jooq.checkout.Tables.SESSION_TALLY;
import static io.cryptocheckout.jooq.tenancy.Tables.ORGANIZATION;
import static io.cryptocheckout.jooq.tenancy.Tables.PLAN;
import static io.cryptocheckout.jooq.tenancy.Tables.STORE;
import static org.assertj.core.api.Assertions.assertThat;

import io.cryptocheckout.platform.authority.Caller;
import io.cryptocheckout.platform.database.Answer;
import io.cryptocheckout.platform.database.IdempotencyKey;
import io.cryptocheckout.platform.refusal.Refusal;
import io.cryptocheckout.platform.refusal.Refused;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** How many sessions a store may open in a month, counted by a real database. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SessionQuotaTest {
    private final CheckoutBench bench = new CheckoutBench();
    private final SessionTallies tallies = bench.context.getBean(SessionTallies.class);

    @AfterAll
    void close() {
        bench.close();
    }

    @Test
    void the_limit_is_reached_and_never_passed() {
        Caller merchant = limited(3L, true);
        for (int i = 0; i < 3; i++) {
            bench.open(merchant, "50.00");
        }
        assertThat(CheckoutBench.refusal(() -> bench.open(merchant, "50.00"))).isEqualTo(Refusal.QUOTA_EXCEEDED);
        assertThat(opened(merchant)).isEqualTo(3);
    }

    @Test
    void test_sessions_and_plans_without_a_limit_are_not_counted_against_anything() {
        Caller tests = limited(0L, false);
        bench.open(tests, "50.00");
        Caller free = limited(null, true);
        bench.open(free, "50.00");
        Caller none = limited(0L, true);
        assertThat(CheckoutBench.refusal(() -> bench.open(none, "50.00"))).isEqualTo(Refusal.QUOTA_EXCEEDED);
    }

    @Test
    void racing_creates_open_exactly_as_many_as_there_is_room_for() throws Exception {
        Caller merchant = limited(7L, true);
        List<Callable<Boolean>> creates = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            creates.add(() -> opens(merchant));
        }
        long made = 0;
        try (ExecutorService racers = Executors.newFixedThreadPool(16)) {
            for (Future<Boolean> create : racers.invokeAll(creates)) {
                made += create.get() ? 1 : 0;
            }
        }
        assertThat(made).isEqualTo(7);
        assertThat(rows(merchant)).isEqualTo(7);
    }

    @Test
    void a_repetition_is_the_same_session_and_a_refusal_is_not_kept() {
        Caller merchant = limited(1L, true);
        Answer first = open(merchant, "first");
        assertThat(open(merchant, "first").body()).isEqualTo(first.body());
        assertThat(CheckoutBench.refusal(() -> open(merchant, "second"))).isEqualTo(Refusal.QUOTA_EXCEEDED);
        assertThat(open(merchant, "first").body()).isEqualTo(first.body());
        give(merchant, 2L);
        assertThat(open(merchant, "second").status()).isEqualTo(201);
        assertThat(rows(merchant)).isEqualTo(2);
    }

    @Test
    void the_next_month_begins_anew_to_the_millisecond() {
        bench.clock.advance(Duration.between(bench.clock.instant(), edge().minusMillis(1)));
        Caller merchant = limited(1L, true);
        bench.open(merchant, "50.00");
        assertThat(CheckoutBench.refusal(() -> bench.open(merchant, "50.00"))).isEqualTo(Refusal.QUOTA_EXCEEDED);
        bench.clock.advance(Duration.ofMillis(1));
        bench.open(merchant, "50.00");
        assertThat(CheckoutBench.refusal(() -> bench.open(merchant, "50.00"))).isEqualTo(Refusal.QUOTA_EXCEEDED);
    }

    @Test
    void what_was_added_up_and_what_is_young_are_counted_once() {
        Caller merchant = limited(5L, true);
        bench.open(merchant, "50.00");
        bench.open(merchant, "50.00");
        tallies.addUp();
        assertThat(tallied(merchant)).as("too young").isZero();
        bench.clock.advance(SessionTallies.BEHIND.plusMillis(1));
        bench.open(merchant, "50.00");
        tallies.addUp();
        tallies.addUp();
        assertThat(tallied(merchant)).isEqualTo(2);
        assertThat(opened(merchant)).isEqualTo(3);
        bench.open(merchant, "50.00");
        bench.open(merchant, "50.00");
        assertThat(CheckoutBench.refusal(() -> bench.open(merchant, "50.00"))).isEqualTo(Refusal.QUOTA_EXCEEDED);
        bench.clock.advance(SessionTallies.BEHIND.multipliedBy(2));
        tallies.addUp();
        assertThat(tallied(merchant)).isEqualTo(5);
        assertThat(CheckoutBench.refusal(() -> bench.open(merchant, "50.00"))).isEqualTo(Refusal.QUOTA_EXCEEDED);
    }

    @Test
    void a_plan_that_is_changed_holds_from_the_next_session_on() {
        Caller merchant = limited(null, true);
        bench.open(merchant, "50.00");
        bench.open(merchant, "50.00");
        give(merchant, 2L);
        assertThat(CheckoutBench.refusal(() -> bench.open(merchant, "50.00"))).isEqualTo(Refusal.QUOTA_EXCEEDED);
        give(merchant, null);
        bench.open(merchant, "50.00");
    }

    private Instant edge() {
        return bench.clock.instant().atZone(java.time.ZoneOffset.UTC).toLocalDate().withDayOfMonth(1).plusMonths(1)
                .atStartOfDay(java.time.ZoneOffset.UTC).toInstant();
    }

    private boolean opens(Caller merchant) {
        try {
            bench.open(merchant, "50.00");
            return true;
        } catch (Refused refused) {
            assertThat(refused.refusal()).isEqualTo(Refusal.QUOTA_EXCEEDED);
            return false;
        }
    }

    private Answer open(Caller merchant, String key) {
        return bench.checkout().open(merchant, CheckoutBench.wanted("50.00"),
                IdempotencyKey.of(key, "api_keys", "POST", "/api/v1/checkout_sessions", key.getBytes(StandardCharsets.UTF_8)));
    }

    private Caller limited(@Nullable Long sessions, boolean livemode) {
        Caller merchant = bench.merchant(livemode);
        give(merchant, sessions);
        return merchant;
    }

    /** A plan of its own for the merchant's organization. */
    private void give(Caller merchant, @Nullable Long sessions) {
        UUID plan = UUID.randomUUID();
        bench.everything().insertInto(PLAN).set(PLAN.ID, plan).set(PLAN.NAME, plan.toString()).set(PLAN.SESSIONS_PER_MONTH, sessions)
                .set(PLAN.CREATED_AT, bench.clock.instant()).set(PLAN.UPDATED_AT, bench.clock.instant()).execute();
        bench.everything().update(ORGANIZATION).set(ORGANIZATION.PLAN_ID, plan).from(STORE)
                .where(STORE.STORE_ID.eq(merchant.scope().storeId()), ORGANIZATION.ID.eq(STORE.ORGANIZATION_ID)).execute();
    }

    private long opened(Caller merchant) {
        YearMonth month = io.cryptocheckout.platform.tenancy.Quota.month(bench.clock.instant());
        return bench.database.in(merchant.scope(), tx -> SessionTallies.opened(tx, month));
    }

    private int rows(Caller merchant) {
        return bench.everything().fetchCount(SESSION, SESSION.STORE_ID.eq(merchant.scope().storeId()));
    }

    private long tallied(Caller merchant) {
        Long sessions = bench.everything().select(SESSION_TALLY.SESSIONS).from(SESSION_TALLY)
                .where(SESSION_TALLY.STORE_ID.eq(merchant.scope().storeId())).fetchOne(SESSION_TALLY.SESSIONS);
        return sessions == null ? 0 : sessions;
    }
}
