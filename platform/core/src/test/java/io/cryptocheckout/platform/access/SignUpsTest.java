package io.cryptocheckout.platform.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cryptocheckout.platform.mail.Mail;
import io.cryptocheckout.platform.refusal.Refusal;
import io.cryptocheckout.platform.refusal.Refused;
import java.sql.Connection;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SignUpsTest {
    private static final String PASSWORD = "gravel-otter-mimosa-97";
    private static final Device HERE = new Device("192.0.2.7", "A browser");

    private static AccessRooms rooms;

    private final String email = UUID.randomUUID() + "@example.com";

    @BeforeAll
    static void open() {
        rooms = new AccessRooms();
    }

    @AfterAll
    static void close() {
        rooms.close();
    }

    @Test
    void a_store_is_made_only_when_the_address_is_confirmed() {
        signUp(PASSWORD);
        UUID person = idOf(PASSWORD);
        assertThat(rooms.stores.storesOf(person)).isEmpty();
        assertThat(rooms.accounts.standing(person).verified()).isFalse();
        rooms.clock.advance(Duration.ofMinutes(1));

        rooms.signUps.confirm(person, rooms.tokenTo(email), HERE);

        assertThat(rooms.accounts.standing(person).verified()).isTrue();
        assertThat(rooms.stores.storesOf(person)).singleElement().satisfies(store -> {
            assertThat(store.name()).isEqualTo("Tea shop");
            assertThat(store.role()).isEqualTo("owner");
        });
        assertThat(rooms.books.log().newest(person)).extracting(AccountEvent::kind).containsExactly("address_confirmed", "signed_up");
        assertThat(rooms.books.log().newest(person)).extracting(AccountEvent::address).containsOnly("192.0.2.7");
    }

    @Test
    void a_link_works_once_for_its_own_person_and_for_a_day() {
        signUp(PASSWORD);
        UUID person = idOf(PASSWORD);
        String token = rooms.tokenTo(email);
        SignedUp stranger = rooms.accounts.create(new NewAccount("x" + email, PASSWORD, "Other", "Other"));

        refused(() -> rooms.signUps.confirm(stranger.account().id(), token, HERE));
        refused(() -> rooms.signUps.confirm(person, token + "A", HERE));
        refused(() -> rooms.signUps.confirm(person, "", HERE));
        assertThat(rooms.signUps.isUsable(stranger.account().id(), token)).isFalse();
        assertThat(rooms.accounts.standing(person).verified()).isFalse();
        assertThat(rooms.signUps.isUsable(person, token)).isTrue();

        rooms.signUps.confirm(person, token, HERE);
        refused(() -> rooms.signUps.confirm(person, token, HERE));
        assertThat(rooms.stores.storesOf(person)).hasSize(1);
    }

    @Test
    void after_a_day_the_link_is_worth_nothing_and_a_new_one_is_sent_on_request() {
        signUp(PASSWORD);
        UUID person = idOf(PASSWORD);
        String old = rooms.tokenTo(email);
        rooms.clock.advance(Duration.ofHours(24));

        refused(() -> rooms.signUps.confirm(person, old, HERE));
        rooms.signUps.sendAgain(person);
        assertThat(rooms.tokenTo(email)).isNotEqualTo(old);
        rooms.signUps.confirm(person, rooms.tokenTo(email), HERE);

        assertThat(rooms.accounts.standing(person).verified()).isTrue();
        assertThatThrownBy(() -> rooms.signUps.sendAgain(person)).isInstanceOf(Refused.class);
    }

    @Test
    void the_letter_is_sent_again_only_so_often() {
        signUp(PASSWORD);
        UUID person = idOf(PASSWORD);
        for (int i = 0; i < 3; i++) {
            rooms.signUps.sendAgain(person);
        }
        assertThatThrownBy(() -> rooms.signUps.sendAgain(person)).isInstanceOfSatisfying(Refused.class,
                refused -> assertThat(refused.refusal()).isEqualTo(Refusal.RATE_LIMITED));
        assertThat(rooms.mailTo(email)).hasSize(4);
        signUp(PASSWORD);
        assertThat(rooms.mailTo(email)).as("signing up again is no way around it").hasSize(4);
    }

    @Test
    void a_taken_address_gets_a_letter_that_says_so_and_stays_as_it_is() {
        SignedUp there = rooms.accounts.create(new NewAccount(email, PASSWORD, "Tea shop", "Tea company"));

        rooms.signUps.signUp(new NewAccount(email.toUpperCase(), "another-otter-mimosa-98", "Shop of a stranger", "Strangers"), HERE);

        assertThat(rooms.accounts.verify(email, PASSWORD)).isEqualTo(there.account());
        assertThat(rooms.accounts.verify(email, "another-otter-mimosa-98")).isNull();
        Mail letter = rooms.mailTo(email.toUpperCase()).getFirst();
        assertThat(letter.subject()).isEqualTo("You have an account already");
        assertThat(letter.text()).doesNotContain("token=", "stranger");
    }

    /** Else somebody could sign up with another's address, wait until its owner confirms it, and come in by his own password. */
    @Test
    void who_signs_up_first_with_anothers_address_is_out_when_its_owner_signs_up() throws Exception {
        signUp("planted-otter-mimosa-96");
        UUID account = idOf("planted-otter-mimosa-96");
        String planted = rooms.tokenTo(email);
        int generation = rooms.accounts.standing(account).generation();

        signUp(PASSWORD);

        assertThat(rooms.accounts.verify(email, "planted-otter-mimosa-96")).isNull();
        assertThat(idOf(PASSWORD)).isEqualTo(account);
        assertThat(rooms.accounts.standing(account).generation()).isGreaterThan(generation);
        refused(() -> rooms.signUps.confirm(account, planted, HERE));
        rooms.signUps.confirm(account, rooms.tokenTo(email), HERE);
        assertThat(rooms.stores.storesOf(account)).hasSize(1);
    }

    @Test
    void of_two_clicks_at_once_one_opens_the_account_and_one_store_is_made() throws Exception {
        signUp(PASSWORD);
        UUID person = idOf(PASSWORD);
        String token = rooms.tokenTo(email);
        Callable<Boolean> click = () -> {
            try {
                rooms.signUps.confirm(person, token, HERE);
                return true;
            } catch (Refused second) {
                return false;
            }
        };
        try (var threads = Executors.newFixedThreadPool(4)) {
            assertThat(threads.invokeAll(Stream.generate(() -> click).limit(4).toList())).extracting(one -> one.get())
                    .containsOnlyOnce(true);
        }
        assertThat(rooms.stores.storesOf(person)).hasSize(1);
    }

    @Test
    void who_never_confirms_is_forgotten_after_a_week_and_nobody_else_is() {
        signUp(PASSWORD);
        UUID never = idOf(PASSWORD);
        UUID there = rooms.accounts.create(new NewAccount("x" + email, PASSWORD, "Other", "Other")).account().id();
        rooms.clock.advance(Duration.ofDays(7));
        rooms.signUps.prune();
        assertThat(rooms.accounts.standing(never)).as("to the day").isNotNull();
        rooms.clock.advance(Duration.ofSeconds(1));
        rooms.signUps.sendAgain(never);
        rooms.signUps.prune();
        assertThat(rooms.accounts.standing(never)).as("a link is on its way").isNotNull();
        rooms.clock.advance(Duration.ofDays(1));
        rooms.signUps.prune();

        assertThat(rooms.accounts.standing(never)).isNull();
        assertThat(rooms.accounts.standing(there)).isNotNull();
    }

    @Test
    void only_the_hash_of_a_token_is_kept() throws Exception {
        signUp(PASSWORD);
        String token = rooms.tokenTo(email);
        assertThat(token).hasSize(43);
        try (Connection superuser = rooms.postgres.superuser().getConnection();
                var rows = superuser.createStatement().executeQuery("select string_agg(to_jsonb(l)::text, ' ') from access.mail_link l")) {
            rows.next();
            assertThat(rows.getString(1)).contains("confirm_address").doesNotContain(token);
        }
    }

    private void signUp(String password) {
        // Mails of one instant have no order.
        rooms.clock.advance(Duration.ofSeconds(1));
        rooms.signUps.signUp(new NewAccount(email, password, "Tea shop", "Tea company"), HERE);
    }

    private UUID idOf(String password) {
        return rooms.accounts.verify(email, password).id();
    }

    private static void refused(ThrowingCallable act) {
        assertThatThrownBy(act).isInstanceOfSatisfying(Refused.class,
                refused -> assertThat(refused.refusal()).isEqualTo(Refusal.LINK_INVALID));
    }
}
