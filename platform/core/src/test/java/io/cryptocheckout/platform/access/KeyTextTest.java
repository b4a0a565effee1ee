package io.cryptocheckout.platform.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyTextTest {

    @Test
    void a_key_names_its_mode_and_holds_32_random_characters_and_a_checksum_of_6() {
        assertThat(KeyText.next(false)).matches("ck_test_[0-9A-Za-z]{38}");
        assertThat(KeyText.next(true)).matches("ck_live_[0-9A-Za-z]{38}");
        assertThat(KeyText.nextOfOrganization(false)).matches("ok_test_[0-9A-Za-z]{38}");
        assertThat(KeyText.nextOfOrganization(true)).matches("ok_live_[0-9A-Za-z]{38}");
    }

    @Test
    void no_key_is_made_twice() {
        Set<String> made = new HashSet<>();
        for (int i = 0; i < 10_000; i++) {
            assertThat(made.add(KeyText.next(false))).isTrue();
        }
    }

    @Test
    void any_single_mistyped_character_is_told_apart() {
        String key = KeyText.next(false);
        for (int i = 0; i < key.length(); i++) {
            char other = key.charAt(i) == 'x' ? 'y' : 'x';
            assertThat(KeyText.holds(key.substring(0, i) + other + key.substring(i + 1))).as("position " + i).isFalse();
        }
    }

    @Test
    void two_neighbours_exchanged_are_told_apart() {
        String key = KeyText.next(true);
        for (int i = 8; i < key.length() - 1; i++) {
            if (key.charAt(i) != key.charAt(i + 1)) {
                String exchanged = key.substring(0, i) + key.charAt(i + 1) + key.charAt(i) + key.substring(i + 2);
                assertThat(KeyText.holds(exchanged)).as("position " + i).isFalse();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ck_test_", "sk_test_00000000000000000000000000000000000000", "Bearer", "ck_test_ä",
            "ck_prod_00000000000000000000000000000000000000"})
    void what_is_no_key_is_told_apart(String text) {
        assertThat(KeyText.holds(text)).isFalse();
    }

    @Test
    void an_organizations_key_does_not_become_a_stores_by_its_name() {
        String key = KeyText.nextOfOrganization(true);
        assertThat(KeyText.holds(key)).isTrue();
        assertThat(KeyText.holds(key.replace("ok_", "ck_"))).isFalse();
    }

    @Test
    void a_test_key_does_not_become_a_live_key_by_its_name() {
        assertThat(KeyText.holds(KeyText.next(false).replace("ck_test_", "ck_live_"))).isFalse();
    }
}
