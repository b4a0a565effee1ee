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

class AccountChangesTest {
    private static final String PASSWORD = "gravel-otter-mimosa-97";
    private static final String NEW_PASSWORD = "pebble-heron-saffron-53";
    private static final Device HERE = new Device("192.0.2.7", "A browser");

    private static AccessRooms rooms;
    private static AccountChanges changes;

    private final String email = UUID.randomUUID() + "@example.com";
    private final String wanted = "new-" + email;
    private SignedIn person;

    @BeforeAll
    static void open() {
        rooms = new AccessRooms();
        changes = new AccountChanges(rooms.books, rooms.accounts, rooms.passwords, new PasswordProof(rooms.accounts));
    }

    @AfterAll
    static void close() {
        rooms.close();
    }

    @BeforeEach
    void aPerson() {
        UUID id = rooms.accounts.create(new NewAccount(email, PASSWORD, "Tea shop", "Tea company")).account().id();
        person = new SignedIn(id, email, rooms.accounts.standing(id).generation());
    }

    @Test
    void a_new_password_wants_the_old_one_and_moves_the_sessions_on() {
        refused(Refusal.REAUTHENTICATION_REQUIRED, () -> changes.changePassword(person, "s", NEW_PASSWORD, NEW_PASSWORD, HERE));
        refused(Refusal.PASSWORD_WEAK, () -> changes.changePassword(person, "s", PASSWORD, "password", HERE));
        assertThat(rooms.accounts.verify(email, PASSWORD)).isNotNull();

        SignedIn after = changes.changePassword(person, "s", PASSWORD, NEW_PASSWORD, HERE);

        assertThat(rooms.accounts.verify(email, PASSWORD)).isNull();
        assertThat(rooms.accounts.verify(email, NEW_PASSWORD)).isNotNull();
        assertThat(after.generation()).isEqualTo(person.generation() + 1)
                .isEqualTo(rooms.accounts.standing(person.accountId()).generation());
        assertThat(rooms.mailTo(email).getFirst().subject()).isEqualTo("Your password was changed");
    }

    @Test
    void five_wrong_passwords_and_even_the_right_one_must_wait() {
        for (int i = 0; i < 5; i++) {
            refused(Refusal.REAUTHENTICATION_REQUIRED, () -> changes.askForAddress(person, "wrong", wanted, HERE));
        }
        refused(Refusal.RATE_LIMITED, () -> changes.changePassword(person, "s", PASSWORD, NEW_PASSWORD, HERE));
        assertThat(rooms.mailTo(wanted)).isEmpty();
    }

    @Test
    void an_account_moves_when_both_addresses_agreed_in_whatever_order() {
        for (boolean leavingFirst : new boolean[]{true, false}) {
            String to = leavingFirst + wanted;
            String from = rooms.accounts.standing(person.accountId()).email();
            SignedIn now = new SignedIn(person.accountId(), from, person.generation());
            rooms.clock.advance(Duration.ofSeconds(1));
            changes.askForAddress(now, PASSWORD, to, HERE);
            String leave = rooms.tokenTo(from);
            String take = rooms.tokenTo(to);

            assertThat(changes.confirmAddress(leavingFirst, leavingFirst ? leave : take, HERE)).isFalse();
            assertThat(rooms.accounts.verify(from, PASSWORD)).isNotNull();
            assertThat(changes.confirmAddress(!leavingFirst, leavingFirst ? take : leave, HERE)).isTrue();

            assertThat(rooms.accounts.verify(from, PASSWORD)).isNull();
            assertThat(rooms.accounts.verify(to, PASSWORD).id()).isEqualTo(person.accountId());
            refused(Refusal.LINK_INVALID, () -> changes.confirmAddress(true, leave, HERE));
        }
    }

    @Test
    void links_of_two_changes_do_not_add_up() {
        changes.askForAddress(person, PASSWORD, wanted, HERE);
        String firstTake = rooms.tokenTo(wanted);
        assertThat(changes.confirmAddress(false, firstTake, HERE)).isFalse();
        rooms.clock.advance(Duration.ofSeconds(1));
        changes.askForAddress(person, PASSWORD, "other-" + email, HERE);

        assertThat(changes.confirmAddress(true, rooms.tokenTo(email), HERE)).isFalse();
        assertThat(rooms.accounts.verify(email, PASSWORD)).isNotNull();
    }

    @Test
    void half_an_agreement_is_over_after_a_day() {
        changes.askForAddress(person, PASSWORD, wanted, HERE);
        String leave = rooms.tokenTo(email);
        String take = rooms.tokenTo(wanted);
        assertThat(changes.confirmAddress(true, leave, HERE)).isFalse();
        rooms.clock.advance(Duration.ofHours(24));
        assertThat(changes.isAddressLink(false, take)).isFalse();
        refused(Refusal.LINK_INVALID, () -> changes.confirmAddress(false, take, HERE));
        assertThat(rooms.accounts.verify(email, PASSWORD)).isNotNull();
    }

    @Test
    void a_taken_address_is_answered_alike_and_never_given() {
        rooms.accounts.create(new NewAccount(wanted, NEW_PASSWORD, "Other", "Other"));
        changes.askForAddress(person, PASSWORD, wanted, HERE);
        assertThat(rooms.mailTo(wanted).getFirst().subject()).isEqualTo("You have an account already");
        assertThat(changes.confirmAddress(true, rooms.tokenTo(email), HERE)).isFalse();
        assertThat(rooms.accounts.verify(wanted, NEW_PASSWORD)).isNotNull();
    }

    @Test
    void an_address_that_was_confirmed_by_another_meanwhile_stays_his_and_one_that_nobody_confirmed_is_given() {
        changes.askForAddress(person, PASSWORD, wanted, HERE);
        String take = rooms.tokenTo(wanted);
        changes.confirmAddress(true, rooms.tokenTo(email), HERE);
        UUID other = rooms.accounts.create(new NewAccount(wanted, NEW_PASSWORD, "Other", "Other")).account().id();
        refused(Refusal.LINK_INVALID, () -> changes.confirmAddress(false, take, HERE));
        assertThat(rooms.accounts.verify(wanted, NEW_PASSWORD).id()).isEqualTo(other);

        String squatted = "squatted-" + email;
        rooms.clock.advance(Duration.ofSeconds(1));
        changes.askForAddress(person, PASSWORD, squatted, HERE);
        String leave = rooms.tokenTo(email);
        String takeIt = rooms.tokenTo(squatted);
        rooms.signUps.signUp(new NewAccount(squatted, NEW_PASSWORD, "Squatter", "Squatter"), HERE);
        changes.confirmAddress(true, leave, HERE);
        assertThat(changes.confirmAddress(false, takeIt, HERE)).isTrue();
        assertThat(rooms.accounts.verify(squatted, PASSWORD).id()).isEqualTo(person.accountId());
    }

    @Test
    void links_mailed_to_the_old_address_die_with_the_move() {
        Recovery recovery = new Recovery(rooms.books, rooms.accounts, rooms.passwords);
        recovery.send(LinkPurpose.SIGN_IN, email, HERE);
        String old = rooms.tokenTo(email);
        rooms.clock.advance(Duration.ofSeconds(1));
        changes.askForAddress(person, PASSWORD, wanted, HERE);
        changes.confirmAddress(true, rooms.tokenTo(email), HERE);
        changes.confirmAddress(false, rooms.tokenTo(wanted), HERE);
        refused(Refusal.LINK_INVALID, () -> recovery.signIn(old));
    }

    private static void refused(Refusal why, ThrowingCallable act) {
        assertThatThrownBy(act).isInstanceOfSatisfying(Refused.class, refused -> assertThat(refused.refusal()).isEqualTo(why));
    }
}
