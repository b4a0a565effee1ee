package io.cryptocheckout.platform.chain.scan;

import static io.cryptocheckout.platform.chain.scan.ChainFixture.ETHER;
import static io.cryptocheckout.platform.chain.scan.ChainFixture.toTheHead;
import static org.assertj.core.api.Assertions.assertThat;

import io.cryptocheckout.platform.chain.Address;
import io.cryptocheckout.platform.chain.Transfer;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class NetworkScannerTest {
    private static final BigInteger USDC = BigInteger.valueOf(1_000_000);

    static ChainFixture chain;

    @BeforeAll
    static void start() {
        chain = ChainFixture.onDemand();
    }

    @AfterAll
    static void end() {
        chain.close();
    }

    @Test
    void finds_eth_sent_by_an_account() {
        Address address = chain.watched();
        String tx = chain.pay(address.hex(), ETHER);
        NetworkScanner scanner = chain.scanner();
        toTheHead(scanner);

        Transfer found = only(chain.transfers(address));
        assertThat(found.txHash()).hasToString(tx);
        assertThat(found.amount()).isEqualTo(ETHER);
        assertThat(found.contract()).isNull();
        assertThat(found.logIndex()).isEqualTo(Transfer.VALUE);
        assertThat(found.from()).isEqualTo(Address.parse(chain.contracts.payer()));
        assertThat(found.canonical()).isTrue();
        assertThat(found.blockHash()).hasToString(chain.block(found.blockNumber()).get("hash").stringValue());
        assertThat(found.firstSeenAt()).isEqualTo(found.blockTime());
        assertThat(found.confirmations(chain.view())).isEqualTo(1);
        chain.mine(2);
        toTheHead(scanner);
        assertThat(found.confirmations(chain.view())).isEqualTo(3);
    }

    @Test
    void finds_a_token_of_any_contract() {
        Address address = chain.watched();
        String tx = chain.mint(address.hex(), USDC);
        toTheHead(chain.scanner());

        Transfer found = only(chain.transfers(address));
        assertThat(found.txHash()).hasToString(tx);
        assertThat(found.contract()).isEqualTo(chain.contracts.usdc());
        assertThat(found.amount()).isEqualTo(USDC);
        assertThat(found.logIndex()).isNotNegative();
    }

    @Test
    void ignores_transfers_of_nothing_and_addresses_nobody_watches() {
        Address address = chain.watched();
        Address other = ChainFixture.unwatched();
        chain.mint(address.hex(), BigInteger.ZERO);
        chain.pay(address.hex(), BigInteger.ZERO);
        chain.pay(other.hex(), ETHER);
        toTheHead(chain.scanner());
        assertThat(chain.transfers(List.of(address, other))).isEmpty();
    }

    @Test
    void a_payment_that_was_reverted_is_none() {
        Address contract = Address.parse(chain.contracts.forwarder());
        chain.watch(contract);
        // The forwarder has no receive function, so plain ETH to it is reverted; the gas limit keeps the node from refusing it.
        chain.anvil.rpc("eth_sendTransaction", Map.of("from", chain.contracts.payer(), "to", contract.hex(), "value", "0x5",
                "gas", "0x30000"));
        chain.pay(ChainFixture.unwatched().hex(), ETHER); // the same account's next transaction, so the first one is mined too
        toTheHead(chain.scanner());
        assertThat(chain.transfers(contract)).isEmpty();
    }

    @Test
    void tells_the_payment_loop_whose_facts_changed() {
        Address address = chain.watched();
        NetworkScanner scanner = chain.scanner();
        toTheHead(scanner);
        chain.changes();
        chain.pay(address.hex(), ETHER);
        toTheHead(scanner);
        assertThat(chain.changes()).containsExactly(address);
        assertThat(chain.changes()).isEmpty();
    }

    @Test
    void a_new_scanner_goes_on_where_the_last_one_stood_and_misses_nothing_in_between() {
        Address before = chain.watched();
        chain.pay(before.hex(), ETHER);
        toTheHead(chain.scanner());
        Address between = chain.watched();
        chain.pay(between.hex(), ETHER);
        chain.mine(250);
        Address late = chain.watched();
        chain.pay(late.hex(), ETHER);

        NetworkScanner restarted = chain.scanner();
        assertThat(restarted.step().reachedHead()).as("catches up in batches").isFalse();
        toTheHead(restarted);
        assertThat(chain.transfers(List.of(before, between, late))).hasSize(3).allSatisfy((address, found) -> only(found));
        assertThat(chain.view().head()).isEqualTo(chain.head());
        assertThat(chain.view().scannedThrough()).isEqualTo(chain.view().headTime());
    }

    @Test
    void an_address_added_by_another_replica_is_seen_in_the_next_block() {
        NetworkScanner scanner = chain.scanner();
        toTheHead(scanner);
        for (int i = 0; i < 5; i++) {
            Address address = chain.watched();
            chain.pay(address.hex(), ETHER);
            toTheHead(scanner);
            only(chain.transfers(address));
        }
    }

    @Test
    void two_replicas_at_once_write_every_transfer_once() throws Exception {
        List<Address> addresses = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            Address address = chain.watched();
            addresses.add(address);
            chain.pay(address.hex(), ETHER);
        }
        Callable<Void> replica = () -> {
            toTheHead(chain.scanner());
            return null;
        };
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var done : threads.invokeAll(List.of(replica, replica, replica))) {
                done.get();
            }
        }
        assertThat(chain.transfers(addresses)).hasSize(30).allSatisfy((address, found) -> only(found));
    }

    static Transfer only(List<Transfer> transfers) {
        assertThat(transfers).hasSize(1);
        return transfers.getFirst();
    }
}
