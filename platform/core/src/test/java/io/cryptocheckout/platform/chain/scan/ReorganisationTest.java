package io.cryptocheckout.platform.chain.scan;

import static io.cryptocheckout.platform.chain.scan.ChainFixture.ETHER;
import static io.cryptocheckout.platform.chain.scan.ChainFixture.toTheHead;
import static org.assertj.core.api.Assertions.assertThat;

import io.cryptocheckout.platform.chain.Address;
import io.cryptocheckout.platform.chain.Transfer;
import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReorganisationTest {
    static ChainFixture chain;
    static NetworkScanner scanner;

    @BeforeAll
    static void start() {
        chain = ChainFixture.onDemand();
        scanner = chain.scanner();
    }

    @AfterAll
    static void end() {
        chain.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void a_payment_that_leaves_the_chain_is_kept_as_orphaned_and_comes_back_with_its_first_time(int depth) {
        Address address = chain.watched();
        Address stays = chain.watched();
        chain.pay(stays.hex(), ETHER);
        chain.mine(1);
        String tx = chain.pay(address.hex(), ETHER);
        String raw = chain.anvil.rpc("eth_getRawTransactionByHash", tx).stringValue();
        chain.mine(depth - 1);
        toTheHead(scanner);
        Transfer before = NetworkScannerTest.only(chain.canonical(address));
        assertThat(before.confirmations(chain.view())).isEqualTo(depth);
        long height = chain.head();
        chain.changes();

        chain.reorg(depth);
        assertThat(chain.head()).as("the height says nothing of the reorganisation").isEqualTo(height);
        toTheHead(scanner);
        assertThat(chain.canonical(address)).isEmpty();
        assertThat(NetworkScannerTest.only(chain.transfers(address)).canonical()).isFalse();
        assertThat(chain.changes()).containsExactly(address);
        assertThat(chain.canonical(stays)).hasSize(1);
        assertThat(chain.view().headHash()).hasToString(chain.block(chain.head()).get("hash").stringValue());

        chain.mined(chain.anvil.rpc("eth_sendRawTransaction", raw).stringValue());
        toTheHead(scanner);
        Transfer after = NetworkScannerTest.only(chain.canonical(address));
        assertThat(after.txHash()).hasToString(tx);
        assertThat(after.blockHash()).isNotEqualTo(before.blockHash());
        assertThat(after.firstSeenAt()).isEqualTo(before.firstSeenAt());
        assertThat(chain.changes()).containsExactly(address);
        assertThat(chain.transfers(address)).hasSize(2);
    }

    @Test
    void a_reorganisation_while_the_scanner_was_away_is_followed_too() {
        Address gone = chain.watched();
        chain.pay(gone.hex(), ETHER);
        toTheHead(scanner);
        chain.mine(3);
        chain.reorg(4);
        Address fresh = chain.watched();
        chain.mint(fresh.hex(), BigInteger.TEN);
        chain.mine(140);

        toTheHead(chain.scanner());
        assertThat(chain.canonical(gone)).isEmpty();
        assertThat(chain.canonical(fresh)).hasSize(1);
        assertThat(chain.view().head()).isEqualTo(chain.head());
    }

    @Test
    void a_block_that_comes_back_makes_its_transfers_canonical_again() {
        Address address = chain.opened();
        toTheHead(scanner);
        String snapshot = chain.anvil.rpc("evm_snapshot").stringValue();
        assertThat(snapshot).startsWith("0x");
        chain.pay(address.hex(), ETHER);
        chain.forward(address.hex(), ETHER);
        toTheHead(scanner);
        List<Transfer> first = chain.canonical(address);
        assertThat(first).hasSize(2);
        chain.reorg(2);
        toTheHead(scanner);
        assertThat(chain.canonical(address)).isEmpty();
        for (Transfer transfer : first) {
            chain.database.acrossTenants("a test", worker -> {
                io.cryptocheckout.platform.chain.store.Transfers.store(worker, transfer,
                        transfer.txHash() == null ? ETHER.multiply(BigInteger.TWO) : null);
                return true;
            });
        }
        assertThat(chain.canonical(address)).isEqualTo(first);
    }
}
