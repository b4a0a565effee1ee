package io.cryptocheckout.platform.chain.scan;

import static io.cryptocheckout.platform.chain.scan.ChainFixture.ETHER;
import static io.cryptocheckout.platform.chain.scan.ChainFixture.toTheHead;
import static org.assertj.core.api.Assertions.assertThat;

import io.cryptocheckout.platform.chain.Address;
import io.cryptocheckout.platform.chain.Transfer;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** ETH that only a balance shows: found once, in the right block, whatever else happens to the address. */
class BalanceCheckTest {
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

    @Test
    void finds_eth_sent_by_a_contract() {
        Address address = chain.opened();
        String tx = chain.forward(address.hex(), ETHER);
        long block = chain.head();
        toTheHead(scanner);

        Transfer found = NetworkScannerTest.only(chain.transfers(address));
        assertThat(found.txHash()).isNull();
        assertThat(found.from()).isNull();
        assertThat(found.logIndex()).isEqualTo(Transfer.BALANCE);
        assertThat(found.amount()).isEqualTo(ETHER);
        assertThat(found.blockNumber()).isEqualTo(block);
        assertThat(tx).isNotNull();
        chain.mine(3);
        toTheHead(scanner);
        assertThat(chain.transfers(address)).as("not found again").hasSize(1);
    }

    @Test
    void finds_eth_sent_by_a_contract_that_ends() {
        Address address = chain.opened();
        chain.vanish(address.hex(), ETHER);
        toTheHead(scanner);
        assertThat(NetworkScannerTest.only(chain.transfers(address)).amount()).isEqualTo(ETHER);
    }

    @Test
    void tells_payments_apart_that_came_between_two_looks() {
        Address address = chain.opened();
        toTheHead(scanner);
        chain.mine(7);
        chain.forward(address.hex(), BigInteger.valueOf(3));
        long first = chain.head();
        chain.mine(20);
        chain.pay(address.hex(), BigInteger.valueOf(100));
        chain.mine(5);
        chain.forward(address.hex(), BigInteger.valueOf(4));
        long second = chain.head();
        chain.mine(13);
        toTheHead(scanner);

        assertThat(chain.canonical(address)).extracting(Transfer::amount).containsExactly(BigInteger.valueOf(3),
                BigInteger.valueOf(100), BigInteger.valueOf(4));
        assertThat(chain.canonical(address)).filteredOn(transfer -> transfer.txHash() == null)
                .extracting(Transfer::blockNumber).containsExactly(first, second);
    }

    @Test
    void counts_a_mixed_block_once() {
        Address address = chain.opened();
        chain.anvil.rpc("evm_setAutomine", false);
        chain.contracts.forward(address.hex(), BigInteger.valueOf(30));
        chain.contracts.pay(address.hex(), BigInteger.valueOf(500));
        chain.contracts.split(address.hex(), address.hex(), BigInteger.valueOf(8));
        chain.mine(1);
        chain.anvil.rpc("evm_setAutomine", true);
        toTheHead(scanner);
        assertThat(sum(chain.canonical(address))).isEqualTo(BigInteger.valueOf(538));
        assertThat(chain.canonical(address)).hasSize(2);
    }

    @Test
    void own_spending_neither_reverts_nor_hides_anything() {
        Address address = chain.opened();
        chain.pay(address.hex(), ETHER.multiply(BigInteger.TWO));
        toTheHead(scanner);
        chain.anvil.rpc("anvil_impersonateAccount", address.hex());
        chain.mined(chain.anvil.rpc("eth_sendTransaction",
                Map.of("from", address.hex(), "to", chain.contracts.payer(), "value", "0x" + ETHER.toString(16)))
                .stringValue());
        toTheHead(scanner);
        assertThat(sum(chain.canonical(address))).isEqualTo(ETHER.multiply(BigInteger.TWO));
        chain.forward(address.hex(), BigInteger.valueOf(7));
        toTheHead(scanner);
        assertThat(chain.canonical(address)).extracting(Transfer::amount).containsExactly(
                ETHER.multiply(BigInteger.TWO), BigInteger.valueOf(7));
    }

    @Test
    void an_address_that_is_not_open_is_found_when_asked_about() {
        Address address = chain.watched();
        chain.forward(address.hex(), ETHER);
        toTheHead(scanner);
        assertThat(chain.transfers(address)).isEmpty();
        scanner.readBalances(List.of(address));
        scanner.readBalances(List.of(address));
        assertThat(NetworkScannerTest.only(chain.transfers(address)).amount()).isEqualTo(ETHER);
    }

    @Test
    void money_is_not_counted_twice_when_its_transaction_is_found_later() {
        Address address = ChainFixture.unwatched();
        chain.pay(address.hex(), BigInteger.valueOf(60));
        long first = chain.head();
        chain.mine(3);
        chain.forward(address.hex(), BigInteger.valueOf(9));
        chain.pay(address.hex(), BigInteger.valueOf(40));
        toTheHead(scanner);
        chain.watch(address);
        scanner.readBalances(List.of(address));
        assertThat(NetworkScannerTest.only(chain.canonical(address)).amount()).isEqualTo(BigInteger.valueOf(109));

        chain.readAgain(first, first + 1);
        assertThat(sum(chain.canonical(address))).isEqualTo(BigInteger.valueOf(109));
        assertThat(chain.canonical(address)).extracting(Transfer::amount).containsExactly(BigInteger.valueOf(60),
                BigInteger.valueOf(49));
        chain.readAgain(first, chain.head());
        chain.readAgain(1, chain.head());
        assertThat(chain.canonical(address)).extracting(Transfer::amount).containsExactlyInAnyOrder(BigInteger.valueOf(60),
                BigInteger.valueOf(40), BigInteger.valueOf(9));
        scanner.readBalances(List.of(address));
        assertThat(sum(chain.canonical(address))).isEqualTo(BigInteger.valueOf(109));
    }

    @Test
    void a_reorganisation_takes_it_away_and_a_new_block_brings_it_back_with_its_first_time() {
        Address address = chain.opened();
        chain.forward(address.hex(), ETHER);
        toTheHead(scanner);
        Transfer before = NetworkScannerTest.only(chain.canonical(address));
        chain.reorg(1);
        toTheHead(scanner);
        assertThat(chain.canonical(address)).isEmpty();
        assertThat(chain.transfers(address)).hasSize(1);

        chain.mine(2);
        chain.forward(address.hex(), ETHER);
        toTheHead(scanner);
        Transfer after = NetworkScannerTest.only(chain.canonical(address));
        assertThat(after.blockHash()).isNotEqualTo(before.blockHash());
        assertThat(after.firstSeenAt()).isEqualTo(before.firstSeenAt());
    }

    private static BigInteger sum(List<Transfer> transfers) {
        return transfers.stream().map(Transfer::amount).reduce(BigInteger.ZERO, BigInteger::add);
    }
}
