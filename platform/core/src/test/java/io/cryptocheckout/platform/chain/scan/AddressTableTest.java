package io.cryptocheckout.platform.chain.scan;

import static org.assertj.core.api.Assertions.assertThat;

import io.cryptocheckout.platform.chain.Address;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AddressTableTest {

    @Test
    void holds_what_was_added_and_nothing_else() {
        Random random = new Random(7);
        List<Address> added = addresses(random, 200_000);
        AddressTable table = new AddressTable();
        table.addAll(added);
        table.addAll(added);
        assertThat(table.size()).isEqualTo(200_000);
        assertThat(added).allMatch(table::contains);
        assertThat(addresses(random, 200_000)).noneMatch(table::contains);
    }

    @Test
    void tells_addresses_apart_that_differ_in_one_bit() {
        Address address = new Address(0x1111_1111_1111_1111L, 0x2222_2222_2222_2222L, 0x3333_3333);
        AddressTable table = new AddressTable();
        table.addAll(List.of(address));
        for (int bit = 0; bit < 160; bit++) {
            byte[] bytes = address.bytes();
            bytes[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(table.contains(Address.of(bytes))).isFalse();
        }
        assertThat(table.contains(address)).isTrue();
    }

    @Test
    void never_holds_the_zero_address() {
        AddressTable table = new AddressTable();
        table.addAll(List.of(new Address(0, 0, 0)));
        assertThat(table.size()).isZero();
        assertThat(table.contains(new Address(0, 0, 0))).isFalse();
    }

    @Test
    void holds_addresses_with_long_runs_of_zeros() {
        List<Address> added = new ArrayList<>();
        for (int i = 1; i <= 50_000; i++) {
            added.add(new Address(0, 0, i));
            added.add(new Address((long) i << 32, 0, 0));
        }
        AddressTable table = new AddressTable();
        table.addAll(added);
        assertThat(table.size()).isEqualTo(100_000);
        assertThat(added).allMatch(table::contains);
    }

    private static List<Address> addresses(Random random, int count) {
        List<Address> addresses = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            addresses.add(new Address(random.nextLong(), random.nextLong(), random.nextInt()));
        }
        return addresses;
    }
}
