package io.cryptocheckout.platform.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cryptocheckout.platform.refusal.Refused;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordRulesTest {
    private final PasswordRules rules = new PasswordRules();

    @ParameterizedTest
    @ValueSource(strings = {"", "short", "password12", "Password123!", "qwertyuiop", "1234567890123", "aaaaaaaaaaaaaaaa",
            "correct horse battery staple", "Correct-Horse-Battery-Staple", "alice@example.com", "Alices Shop", "alicesshop2026",
            "test test test test test test test test test test test junk", "cryptocheckout", "iloveyou1234"})
    void a_trivial_or_known_password_is_refused(String password) {
        assertThatThrownBy(() -> rules.check(password, "alice@example.com", "Alices Shop"))
                .isInstanceOfSatisfying(Refused.class, refused -> assertThat(refused.param()).isEqualTo("password"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"gravel-otter-mimosa-97", "zL4!vq9Tr#mK", "näher als der Mond leuchtet 8"})
    void a_strong_password_is_taken(String password) {
        assertThatCode(() -> rules.check(password, "alice@example.com", "Alices Shop")).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(ints = {257, 100_000})
    void an_endless_password_is_refused_before_it_costs_anything(int length) {
        assertThatThrownBy(() -> rules.check("x7".repeat(length), "a@b.c", "s")).isInstanceOf(Refused.class);
    }
}
