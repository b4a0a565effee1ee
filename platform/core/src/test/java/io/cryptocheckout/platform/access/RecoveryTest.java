package io.cryptocheckout.platform.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cryptocheckout.platform.refusal.Refusal;
import io.cryptocheckout.platform.refusal.Refused;
import java.time.Duration;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RecoveryTest {
    private static final String PASSWORD = "gravel-otter-mimosa-97";
    private static final String NEW_PASSWORD = "pebble-heron-saffron-53";
    private static final Device HERE = new Device("192.0.2.7", "A browser");

    private static AccessRooms rooms;
    private static Recovery recovery;

    private final String email = UUID.randomUUID() + "@example.com";
    private UUID person;

    @BeforeAll
    static void open() {
        rooms = new AccessRooms();
        recovery = new Recovery(rooms.books, rooms.accounts, rooms.passwords);
    }

    @AfterAll
    static void close() {
        rooms.close();
    }

    @BeforeEach
    void aPerson() {
        person = rooms.accounts.create(new NewAccount(email, PASSWORD, "Tea shop", "Tea company")).account().id();
    }

    @Test
    void a_link_signs_in_once_within_a_quarter_of_an_hour() {
        String token = sent(LinkPurpose.SIGN_IN);
        assertThat(recovery.signsIn(token)).isTrue();
        assertThat(recovery.signIn(token)).isEqualTo(person);
        assertThat(recovery.signsIn(token)).isFalse();
        refused(() -> recovery.signIn(token));

        String late = sent(LinkPurpose.SIGN_IN);
        rooms.clock.advance(Duration.ofMinutes(15));
        refused(() -> recovery.signIn(late));
    }

    @Test
    void a_link_is_good_for_its_own_purpose_alone() {
        String reset = sent(LinkPurpose.RESET_PASSWORD);
        String signIn = sent(LinkPurpose.SIGN_IN);
        refused(() -> recovery.signIn(reset));
        refused(() -> recovery.reset(signIn, NEW_PASSWORD, HERE));
        refused(() -> rooms.signUps.confirm(person, reset, HERE));
        assertThat(recovery.resets(reset)).isTrue();
        assertThat(recovery.signsIn(signIn)).isTrue();
    }

    @Test
    void a_new_password_ends_every_session_and_every_other_link() {
        String signIn = sent(LinkPurpose.SIGN_IN);
        String token = sent(LinkPurpose.RESET_PASSWORD);
        int generation = rooms.accounts.standing(person).generation();

        recovery.reset(token, NEW_PASSWORD, HERE);

        assertThat(rooms.accounts.verify(email, PASSWORD)).isNull();
        assertThat(rooms.accounts.verify(email, NEW_PASSWORD)).isNotNull();
        assertThat(rooms.accounts.standing(person).generation()).isGreaterThan(generation);
        refused(() -> recovery.signIn(signIn));
        refused(() -> recovery.reset(token, PASSWORD, HERE));
        rooms.clock.advance(Duration.ofSeconds(1));
        assertThat(rooms.mailTo(email)).extracting(mail -> mail.subject()).contains("Your password was changed");
    }

    @Test
    void a_weak_password_is_refused_and_the_link_is_not_used_up() {
        String token = sent(LinkPurpose.RESET_PASSWORD);
        assertThatThrownBy(() -> recovery.reset(token, "password", HERE)).isInstanceOfSatisfying(Refused.class,
                refused -> assertThat(refused.refusal()).isEqualTo(Refusal.PASSWORD_WEAK));
        recovery.reset(token, NEW_PASSWORD, HERE);
        assertThat(rooms.accounts.verify(email, NEW_PASSWORD)).isNotNull();
    }

    @Test
    void an_unknown_address_is_answered_alike_and_nothing_is_mailed() {
        recovery.sendSignInLink("nobody-" + email, HERE);
        recovery.send(LinkPurpose.SIGN_IN, "nobody-" + email, HERE);
        assertThat(rooms.mailTo("nobody-" + email)).isEmpty();
        assertThatThrownBy(() -> recovery.sendSignInLink("no address", HERE)).isInstanceOf(Refused.class);
    }

    @Test
    void four_letters_an_hour_go_to_one_address_and_sixty_are_asked_for_from_one_place() {
        for (int i = 0; i < 6; i++) {
            recovery.send(LinkPurpose.SIGN_IN, email.toUpperCase(), HERE);
        }
        assertThat(rooms.mailTo(email)).hasSize(4);
        Device there = new Device("192.0.2.99", "A browser");
        for (int i = 0; i < 60; i++) {
            recovery.sendResetLink("nobody@example.com", there);
        }
        assertThatThrownBy(() -> recovery.sendResetLink("nobody@example.com", there)).isInstanceOfSatisfying(Refused.class,
                refused -> assertThat(refused.refusal()).isEqualTo(Refusal.RATE_LIMITED));
    }

    @Test
    void who_has_not_confirmed_the_address_gets_the_link_that_confirms_it() {
        String unconfirmed = "new-" + email;
        rooms.signUps.signUp(new NewAccount(unconfirmed, PASSWORD, "Tea shop", "Tea company"), HERE);
        rooms.clock.advance(Duration.ofSeconds(1));
        recovery.send(LinkPurpose.SIGN_IN, unconfirmed, HERE);
        refused(() -> recovery.signIn(rooms.tokenTo(unconfirmed)));
        assertThat(rooms.mailTo(unconfirmed).getFirst().text()).contains("/signup/confirm");
    }

    private String sent(LinkPurpose purpose) {
        rooms.clock.advance(Duration.ofSeconds(1));
        recovery.send(purpose, email, HERE);
        return rooms.tokenTo(email);
    }

    private static void refused(ThrowingCallable act) {
        assertThatThrownBy(act).isInstanceOfSatisfying(Refused.class,
                refused -> assertThat(refused.refusal()).isEqualTo(Refusal.LINK_INVALID));
    }
}
