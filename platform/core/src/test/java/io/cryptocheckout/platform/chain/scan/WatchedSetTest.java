package io.cryptocheckout.platform.chain.scan;

import static org.assertj.core.api.Assertions.assertThat;

import io.cryptocheckout.devkit.TestDatabase;
import io.cryptocheckout.platform.chain.Address;
import io.cryptocheckout.platform.chain.store.WatchedAddresses;
import io.cryptocheckout.platform.database.Database;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

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
}
