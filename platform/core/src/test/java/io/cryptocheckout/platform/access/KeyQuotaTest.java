package io.cryptocheckout.platform.access;

import static io.cryptocheckout.jooq.tenancy.Tables.ORGANIZATION;
import static io.cryptocheckout.jooq.tenancy.Tables.STORE;
import static org.assertj.core.api.Assertions.assertThat;

import io.cryptocheckout.platform.authority.Caller;
import io.cryptocheckout.platform.authority.Permission;
import io.cryptocheckout.platform.refusal.Refusal;
import io.cryptocheckout.platform.refusal.Refused;
import io.cryptocheckout.platform.tenancy.Plans;
import io.cryptocheckout.platform.tenancy.Terms;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** How many keys a store may have, and how often they may ask. */
class KeyQuotaTest {
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
    void the_limit_counts_keys_that_work_in_each_mode() {
        Caller owner = limited(new Terms(null, null, 2, null));
        MadeApiKey first = make(owner);
        make(owner);
        assertThat(refusal(() -> make(owner))).isEqualTo(Refusal.QUOTA_EXCEEDED);
        rooms.keys.revoke(owner, first.key().id());
        rooms.keys.create(owner, new NewApiKey("short", Set.of(Permission.SESSIONS_READ), List.of(),
                rooms.clock.instant().plus(Duration.ofHours(1))));
        assertThat(refusal(() -> make(owner))).isEqualTo(Refusal.QUOTA_EXCEEDED);
        rooms.clock.advance(Duration.ofHours(1));
        make(owner);
        Caller live = AccessRooms.ownerOf(owner.scope().storeId(), owner.principal().id(), true);
        make(live);
    }

    @Test
    void rolling_takes_no_room_once_at_a_time() {
        Caller owner = limited(new Terms(null, null, 1, null));
        MadeApiKey old = make(owner);
        MadeApiKey next = rooms.keys.roll(owner, old.key().id(), Duration.ofDays(7));
        assertThat(refusal(() -> make(owner))).isEqualTo(Refusal.QUOTA_EXCEEDED);
        assertThat(refusal(() -> rooms.keys.roll(owner, next.key().id(), Duration.ZERO))).as("two of a chain would be on their way out")
                .isEqualTo(Refusal.QUOTA_EXCEEDED);
        rooms.keys.revoke(owner, old.key().id());
        rooms.keys.roll(owner, next.key().id(), Duration.ZERO);
        assertThat(figures(owner)).isEqualTo(new KeyFigures(1, 0));
    }

    @Test
    void a_key_whose_successor_was_revoked_counts_while_it_works() {
        Caller owner = limited(new Terms(null, null, 1, null));
        MadeApiKey old = make(owner);
        MadeApiKey next = rooms.keys.roll(owner, old.key().id(), Duration.ofDays(7));
        rooms.keys.revoke(owner, next.key().id());
        assertThat(refusal(() -> make(owner))).isEqualTo(Refusal.QUOTA_EXCEEDED);
        rooms.clock.advance(Duration.ofDays(7));
        make(owner);
    }

    @Test
    void racing_creates_make_exactly_as_many_as_there_is_room_for() throws Exception {
        Caller owner = limited(new Terms(null, null, 3, null));
        List<Callable<Boolean>> creates = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            creates.add(() -> refusal(() -> make(owner)) == null);
        }
        int made = 0;
        try (ExecutorService racers = Executors.newFixedThreadPool(8)) {
            for (Future<Boolean> create : racers.invokeAll(creates)) {
                made += create.get() ? 1 : 0;
            }
        }
        assertThat(made).isEqualTo(3);
        assertThat(figures(owner).test()).isEqualTo(3);
    }

    @Test
    void a_plans_rate_is_shared_by_all_keys_of_the_store_and_by_no_other_store() {
        RequestRates rates = new RequestRates(rooms.database, rooms.properties);
        Caller slow = limited(new Terms(null, null, null, 2));
        Caller one = rooms.keys.authenticate(make(slow).secret(), "203.0.113.7");
        Caller two = rooms.keys.authenticate(make(slow).secret(), "203.0.113.7");
        // The platform's own rate holds five seconds' worth; so does the plan's.
        assertThat(rates.take(one).limit()).isEqualTo(10);
        for (int i = 0; i < 9; i++) {
            assertThat(rates.take(i % 2 == 0 ? two : one).allowed()).isTrue();
        }
        assertThat(rates.take(one).left()).isZero();
        Caller other = rooms.keys.authenticate(make(rooms.owner(false)).secret(), "203.0.113.7");
        assertThat(rates.take(other).limit()).isEqualTo(500);
    }

    private static MadeApiKey make(Caller owner) {
        return rooms.keys.create(owner, AccessRooms.key(Permission.SESSIONS_READ));
    }

    private static KeyFigures figures(Caller owner) {
        UUID store = owner.scope().storeId();
        return rooms.database.asOperator("a test counts as the console does",
                operators -> KeyFigures.of(operators.sql(), List.of(store), rooms.clock.instant())).getOrDefault(store, KeyFigures.NONE);
    }

    private static @Nullable Refusal refusal(Runnable tried) {
        try {
            tried.run();
            return null;
        } catch (Refused refused) {
            return refused.refusal();
        }
    }

    private static Caller limited(Terms terms) {
        Caller owner = rooms.owner(false);
        UUID plan = rooms.database.asOperator("a test gives a plan",
                operators -> Plans.create(operators.sql(), UUID.randomUUID().toString(), terms, rooms.clock));
        DSL.using(rooms.postgres.superuser(), SQLDialect.POSTGRES).update(ORGANIZATION).set(ORGANIZATION.PLAN_ID, plan).from(STORE)
                .where(STORE.STORE_ID.eq(owner.scope().storeId()), ORGANIZATION.ID.eq(STORE.ORGANIZATION_ID)).execute();
        return owner;
    }
}
