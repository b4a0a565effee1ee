package io.cryptocheckout.platform.chain.scan;

import static io.cryptocheckout.jooq.chain.Tables.CURSOR;
import static io.cryptocheckout.platform.chain.scan.ChainFixture.toTheHead;
import static org.assertj.core.api.Assertions.assertThat;

import io.cryptocheckout.platform.chain.Address;
import io.cryptocheckout.platform.chain.Transfer;
import io.cryptocheckout.platform.chain.store.LookBacks;
import io.cryptocheckout.platform.chain.store.LookBacks.State;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tokens sent to addresses that nobody watched yet: nothing but reading the blocks again shows them. */
class PastBlocksTest {
    private static final BigInteger UNITS = BigInteger.valueOf(1_000_000);

    private final ChainFixture chain = ChainFixture.onDemand();
    private final NetworkScanner scanner = chain.scanner();
    private final Address address = ChainFixture.unwatched();
    private Instant before;

    @BeforeEach
    void aTokenIsSentToAnAddressThatNobodyWatches() {
        chain.mine(5);
        before = Instant.ofEpochSecond(Long.decode(chain.block(chain.head()).get("timestamp").stringValue()));
        chain.anvil.rpc("anvil_mine", "0xc8", "0x3c");
        chain.mint(address.hex(), UNITS);
        chain.mine(50);
        toTheHead(scanner);
        chain.watch(address);
        assertThat(chain.transfers(address)).isEmpty();
    }

    @AfterEach
    void end() {
        chain.close();
    }

    @Test
    void what_was_sent_before_the_watch_is_found_from_the_asked_time_on() {
        want(before.plus(Duration.ofMinutes(10)));
        assertThat(scanner.readPast()).isTrue();
        State begun = state();
        assertThat(begun.wantedSince()).isNull();
        assertThat(time(begun.next())).as("no block of the asked time is left out").isBeforeOrEqualTo(before);
        assertThat(time(begun.next() + 1)).as("nor is one read for nothing").isAfter(before);
        assertThat(begun.last()).isEqualTo(chain.head());
        readToTheEnd(scanner);
        Transfer found = NetworkScannerTest.only(chain.canonical(address));
        assertThat(found.amount()).isEqualTo(UNITS);
        assertThat(found.contract()).isEqualTo(chain.contracts.usdc().toLowerCase(java.util.Locale.ROOT));
        assertThat(chain.changes()).contains(address);
        assertThat(state()).isNull();
    }

    @Test
    void a_time_before_the_first_block_reads_everything() {
        want(Instant.EPOCH);
        readToTheEnd(scanner);
        assertThat(chain.canonical(address)).hasSize(1);
    }

    @Test
    void another_replica_goes_on_where_one_ended() {
        want(Instant.EPOCH);
        scanner.readPast();
        scanner.readPast();
        long next = state().next();
        assertThat(next).isGreaterThan(1).isLessThan(chain.head());
        NetworkScanner other = chain.scanner();
        assertThat(other.readPast()).isTrue();
        assertThat(state().next()).isGreaterThan(next);
        readToTheEnd(other);
        assertThat(chain.canonical(address)).hasSize(1);
    }

    @Test
    void replicas_at_once_read_it_once() {
        want(Instant.EPOCH);
        NetworkScanner other = chain.scanner();
        while (scanner.readPast() | other.readPast()) {
            scanner.step();
        }
        assertThat(chain.canonical(address)).hasSize(1);
        assertThat(state()).isNull();
    }

    @Test
    void a_wish_that_comes_meanwhile_begins_when_the_reading_ends() {
        want(Instant.now());
        scanner.readPast();
        State running = state();
        Address later = ChainFixture.unwatched();
        chain.mint(later.hex(), UNITS);
        toTheHead(scanner);
        chain.watch(later);
        want(Instant.EPOCH.plusSeconds(60));
        want(Instant.now());
        assertThat(state()).isEqualTo(new State(Instant.EPOCH.plusSeconds(60), running.next(), running.last()));
        readToTheEnd(scanner);
        assertThat(chain.canonical(address)).hasSize(1);
        assertThat(chain.canonical(later)).hasSize(1);
        assertThat(state()).isNull();
    }

    @Test
    void a_step_that_began_before_the_watch_is_not_written_behind_the_reading() {
        long revision = revision();
        want(before);
        scanner.readPast();
        assertThat(revision()).isGreaterThan(revision);
    }

    @Test
    void a_network_that_was_never_scanned_has_nothing_to_look_back_at() {
        chain.database.acrossTenants("a test", worker -> worker.execute("update chain.cursor set chain_id = 7"));
        want(before);
        assertThat(scanner.readPast()).isFalse();
    }

    private static void readToTheEnd(NetworkScanner scanner) {
        while (scanner.readPast()) {
            Thread.onSpinWait();
        }
    }

    private void want(Instant since) {
        chain.database.acrossTenants("a test", worker -> LookBacks.want(worker, since));
    }

    private State state() {
        return chain.database.acrossTenants("a test", worker -> LookBacks.find(worker, io.cryptocheckout.devkit.Anvil.CHAIN_ID));
    }

    private long revision() {
        return chain.database.acrossTenants("a test", worker -> worker.select(CURSOR.REVISION).from(CURSOR).fetchSingle().value1());
    }

    private Instant time(long block) {
        return Instant.ofEpochSecond(Long.decode(chain.block(block).get("timestamp").stringValue()));
    }
}
