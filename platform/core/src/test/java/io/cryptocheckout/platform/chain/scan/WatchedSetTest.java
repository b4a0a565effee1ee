package io.cryptocheckout.platform.chain.scan;

import static org.assertj.core.api.Assertions.assertThat;

import io.cryptocheckout.devkit.TestDatabase;
import io.cryptocheckout.platform.chain.Address;
import io.cryptocheckout.platform.chain.store.WatchedAddresses;
import io.cryptocheckout.platform.database.Database;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WatchedSetTest {

    /** Sequence numbers are handed out before commits; a reader that believed them would pass by rows that commit late. */
    @Test
    void misses_no_address_that_another_replica_committed_before_the_look() throws Exception {
        try (TestDatabase test = TestDatabase.fresh()) {
            Database database = ChainFixture.database(test);
            WatchedSet set = new WatchedSet(database);
            List<Address> committed = Collections.synchronizedList(new ArrayList<>());
            List<Callable<Void>> replicas = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                Random random = new Random(i);
                replicas.add(() -> {
                    for (int batch = 0; batch < 40; batch++) {
                        List<Address> some = new ArrayList<>();
                        for (int n = 0; n < 1 + random.nextInt(60); n++) {
                            some.add(new Address(random.nextLong(), random.nextLong(), random.nextInt()));
                        }
                        database.acrossTenants("a test", worker -> WatchedAddresses.add(worker, some, Instant.EPOCH));
                        committed.addAll(some);
                    }
                    return null;
                });
            }
            replicas.add(() -> {
                for (int look = 0; look < 200; look++) {
                    List<Address> before = List.copyOf(committed);
                    AddressTable table = set.current();
                    assertThat(before).allMatch(table::contains);
                }
                return null;
            });
            try (var threads = Executors.newFixedThreadPool(replicas.size())) {
                for (var done : threads.invokeAll(replicas)) {
                    done.get();
                }
            }
            AddressTable table = set.current();
            assertThat(committed).allMatch(table::contains);
            assertThat(table.size()).isEqualTo(committed.size());
            assertThat(new WatchedSet(database).current().size()).as("after a restart").isEqualTo(committed.size());
        }
    }

    @Test
    void adding_again_changes_nothing() {
        try (TestDatabase test = TestDatabase.fresh()) {
            Database database = ChainFixture.database(test);
            Address address = new Address(1, 2, 3);
            for (int i = 0; i < 3; i++) {
                database.acrossTenants("a test", worker -> WatchedAddresses.add(worker, List.of(address, address), Instant.EPOCH));
            }
            assertThat(new WatchedSet(database).current().size()).isEqualTo(1);
        }
    }

    /** A promoted standby may lack the last commits and hand out their numbers again, one by one or all at once. */
    @ParameterizedTest
    @ValueSource(ints = {1, 3, 5})
    void begins_again_after_a_fail_over_that_lost_commits(int addedSince) throws Exception {
        try (TestDatabase test = TestDatabase.fresh()) {
            Database database = ChainFixture.database(test);
            WatchedSet set = new WatchedSet(database);
            add(database, addresses(100, 5));
            assertThat(set.current().size()).isEqualTo(5);
            try (Connection owner = test.superuser().getConnection(); Statement statement = owner.createStatement()) {
                statement.execute("delete from chain.watched where seq > 2");
                statement.execute("alter table chain.watched alter column seq restart with 3");
            }
            List<Address> added = addresses(200, addedSince);
            added.forEach(address -> add(database, List.of(address)));
            assertThat(added).allMatch(set.current()::contains);

            List<Address> later = addresses(300, 1);
            add(database, later);
            assertThat(later).allMatch(set.current()::contains);
        }
    }

    /** The address that was last is the last one again, under its old number: only its time tells that others changed. */
    @Test
    void begins_again_when_the_lost_address_came_back_in_its_place() throws Exception {
        try (TestDatabase test = TestDatabase.fresh()) {
            Database database = ChainFixture.database(test);
            WatchedSet set = new WatchedSet(database);
            List<Address> before = addresses(100, 2);
            add(database, before);
            assertThat(set.current().size()).isEqualTo(2);
            try (Connection owner = test.superuser().getConnection(); Statement statement = owner.createStatement()) {
                statement.execute("delete from chain.watched");
                statement.execute("alter table chain.watched alter column seq restart with 1");
            }
            Address other = new Address(7, 7, 7);
            database.acrossTenants("a test", worker -> WatchedAddresses.add(worker, List.of(other), Instant.EPOCH.plusSeconds(1)));
            database.acrossTenants("a test",
                    worker -> WatchedAddresses.add(worker, List.of(before.getLast()), Instant.EPOCH.plusSeconds(1)));
            assertThat(set.current().contains(other)).isTrue();
        }
    }

    private static void add(Database database, List<Address> some) {
        database.acrossTenants("a test", worker -> WatchedAddresses.add(worker, some, Instant.EPOCH));
    }

    private static List<Address> addresses(int first, int count) {
        return IntStream.range(first, first + count).mapToObj(n -> new Address(n, n, n)).toList();
    }
}
