package io.cryptocheckout.platform.chain.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.cryptocheckout.devkit.TestDatabase;
import io.cryptocheckout.platform.chain.Address;
import io.cryptocheckout.platform.chain.ChainConnection;
import io.cryptocheckout.platform.chain.ChainFacts;
import io.cryptocheckout.platform.chain.CheckoutChainProperties;
import io.cryptocheckout.platform.chain.CheckoutChainProperties.FollowProperties;
import io.cryptocheckout.platform.chain.CheckoutChainProperties.NetworkProperties;
import io.cryptocheckout.platform.chain.CheckoutChainProperties.Pending;
import io.cryptocheckout.platform.chain.Networks;
import io.cryptocheckout.platform.chain.store.AddressChanges;
import io.cryptocheckout.platform.chain.store.ScannerRows;
import io.cryptocheckout.platform.database.Database;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Status;

class ChainHealthTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final long CHAIN = 31337;

    @Test
    void a_network_that_cannot_be_followed_degrades_the_health_and_never_takes_the_server_down() {
        try (TestDatabase test = TestDatabase.fresh()) {
            Database database = new Database(DSL.using(test.app(), SQLDialect.POSTGRES),
                    DSL.using(test.worker(), SQLDialect.POSTGRES));
            ChainHealth health = new ChainHealth(new ChainFacts(database, networks(), Clock.fixed(NOW, ZoneOffset.UTC)));
            assertThat(health.health().getStatus()).isEqualTo(new Status("DEGRADED"));

            UUID holder = UUID.randomUUID();
            database.acrossTenants("a test", worker -> ScannerRows.hold(worker, CHAIN, holder, Duration.ofSeconds(10), NOW));
            assertThat(health.health().getStatus()).isEqualTo(Status.UP);

            report(database, "Local chain: node.example answered HTTP 502");
            report(database, "Local chain: node.example answered HTTP 503");
            assertThat(health.health().getStatus()).isEqualTo(new Status("DEGRADED"));
            assertThat(health.health().getDetails().get("Local chain").toString()).contains("answered HTTP 503");

            report(database, null);
            assertThat(health.health().getStatus()).isEqualTo(Status.UP);
        }
    }

    @Test
    void changes_are_taken_by_one_replica_each() {
        try (TestDatabase test = TestDatabase.fresh()) {
            Database database = new Database(DSL.using(test.app(), SQLDialect.POSTGRES),
                    DSL.using(test.worker(), SQLDialect.POSTGRES));
            ChainFacts facts = new ChainFacts(database, networks(), Clock.fixed(NOW, ZoneOffset.UTC));
            Address first = new Address(1, 1, 1);
            Address second = new Address(2, 2, 2);
            database.acrossTenants("a test", worker -> {
                AddressChanges.add(worker, CHAIN, List.of(first, first, second));
                return true;
            });
            database.acrossTenants("a test", one -> {
                assertThat(facts.takeChanges(one, 2)).containsExactly(first);
                return database.acrossTenants("another replica meanwhile", other -> {
                    assertThat(facts.takeChanges(other, 10)).containsExactly(second);
                    return true;
                });
            });
            List<Address> left = database.acrossTenants("a test", worker -> facts.takeChanges(worker, 10));
            assertThat(left).isEmpty();
        }
    }

    private static void report(Database database, @org.jspecify.annotations.Nullable String problem) {
        database.acrossTenants("a test", worker -> {
            ScannerRows.report(worker, CHAIN, problem, "node.example", NOW);
            return true;
        });
    }

    private static Networks networks() {
        FollowProperties follow = new FollowProperties(Duration.ofMillis(50), 100, 4, 5, Duration.ofSeconds(5), 1024, 1000,
                Duration.ofDays(36500), Pending.NONE, null);
        NetworkProperties local = new NetworkProperties(CHAIN, "Local chain", false, 3, null, "ETH", 18, List.of(), null,
                List.of(), follow);
        return new Networks(new CheckoutChainProperties(Map.of("local", local), Map.of(), Duration.ofHours(20)),
                List.of(new ChainConnection(CHAIN, List.of(URI.create("http://127.0.0.1:1")), List.of())));
    }
}
