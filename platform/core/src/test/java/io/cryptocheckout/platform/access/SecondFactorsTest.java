package io.cryptocheckout.platform.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cryptocheckout.platform.refusal.Refusal;
import io.cryptocheckout.platform.refusal.Refused;
import io.cryptocheckout.platform.sealing.SealBroken;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SecondFactorsTest {
    private static final String PASSWORD = "gravel-otter-mimosa-97";

    private static AccessRooms rooms;

    private final TotpCodes codes = new TotpCodes();
    /** A place of its own for each test, so that none is stopped for another's guesses. */
    private final Device here = new Device(UUID.randomUUID().toString(), "A browser");
    private SignedIn person;

    @BeforeAll
    static void open() {
        rooms = new AccessRooms();
    }

    @AfterAll
    static void close() {
        rooms.close();
    }

    @BeforeEach
    void aPerson() {
        person = person();
    }

    @Test
    void an_app_counts_from_its_first_code_on() throws Exception {
        rooms.factors.propose(person, PASSWORD);
        assertThat(rooms.accounts.standing(person.accountId()).secondFactor()).isFalse();
        refused(Refusal.CODE_INVALID, () -> rooms.factors.confirm(person, "000000", here));
        assertThat(rooms.factors.view(person.accountId())).isEqualTo(new FactorView(false, 0));

        List<String> recovery = rooms.factors.confirm(person, code(person), here);

        assertThat(recovery).hasSize(10).doesNotHaveDuplicates().allMatch(code -> code.matches("([a-z2-7]{4}-){3}[a-z2-7]{4}"));
        assertThat(rooms.accounts.standing(person.accountId()).secondFactor()).isTrue();
        assertThat(rooms.factors.view(person.accountId())).isEqualTo(new FactorView(true, 10));
        assertThatThrownBy(() -> rooms.factors.proposed(person)).as("the secret is never shown again").isInstanceOf(Refused.class);
    }

    @Test
    void setting_up_wants_the_password_and_never_replaces_an_app_that_counts() throws Exception {
        refused(Refusal.REAUTHENTICATION_REQUIRED, () -> rooms.factors.propose(person, "wrong"));
        assertThatThrownBy(() -> rooms.factors.proposed(person)).isInstanceOf(Refused.class);
        setUp(person);
        byte[] before = sealed(person);
        rooms.factors.propose(person, PASSWORD);
        assertThat(sealed(person)).isEqualTo(before);
    }

    @Test
    void a_code_works_once() throws Exception {
        setUp(person);
        rooms.clock.advance(Duration.ofSeconds(90));
        String code = code(person);
        assertThat(rooms.factors.check(person.accountId(), code, here)).isEqualTo("code");
        refused(Refusal.CODE_INVALID, () -> rooms.factors.check(person.accountId(), code, here));
        String earlier = codes.code(secret(person), rooms.clock.instant().getEpochSecond() / 30 - 1);
        refused(Refusal.CODE_INVALID, () -> rooms.factors.check(person.accountId(), earlier, here));
    }

    @Test
    void of_two_who_show_one_code_at_once_one_gets_in() throws Exception {
        setUp(person);
        rooms.clock.advance(Duration.ofSeconds(90));
        String code = code(person);
        Callable<Boolean> show = () -> {
            try {
                rooms.factors.check(person.accountId(), code, here);
                return true;
            } catch (Refused second) {
                return false;
            }
        };
        try (var threads = Executors.newFixedThreadPool(4)) {
            assertThat(threads.invokeAll(Stream.generate(() -> show).limit(4).toList())).extracting(one -> one.get())
                    .containsOnlyOnce(true);
        }
    }

    @Test
    void a_recovery_code_works_once_however_it_is_typed_and_for_its_person_alone() throws Exception {
        List<String> recovery = setUp(person);
        SignedIn stranger = person();
        setUp(stranger);

        refused(Refusal.CODE_INVALID, () -> rooms.factors.check(stranger.accountId(), recovery.getFirst(), here));
        assertThat(rooms.factors.check(person.accountId(), " " + recovery.getFirst().toUpperCase().replace("-", " "), here))
                .isEqualTo("recovery code");
        refused(Refusal.CODE_INVALID, () -> rooms.factors.check(person.accountId(), recovery.getFirst(), here));
        assertThat(rooms.factors.view(person.accountId()).recoveryCodes()).isEqualTo(9);

        List<String> renewed = rooms.factors.renewCodes(person, recovery.get(1), here);
        refused(Refusal.CODE_INVALID, () -> rooms.factors.check(person.accountId(), recovery.get(2), here));
        assertThat(rooms.factors.check(person.accountId(), renewed.getFirst(), here)).isEqualTo("recovery code");
    }

    @Test
    void five_wrong_codes_and_even_the_right_one_must_wait() throws Exception {
        setUp(person);
        rooms.clock.advance(Duration.ofSeconds(90));
        for (int i = 0; i < 5; i++) {
            refused(Refusal.CODE_INVALID, () -> rooms.factors.check(person.accountId(), "123", here));
        }
        refused(Refusal.RATE_LIMITED, () -> rooms.factors.check(person.accountId(), code(person), new Device("192.0.2.250", null)));
    }

    @Test
    void fifty_wrong_codes_from_one_place_and_it_must_wait_whomever_it_tries() throws Exception {
        for (int i = 0; i < 50; i++) {
            refused(Refusal.CODE_INVALID, () -> rooms.factors.check(UUID.randomUUID(), "123456", here));
        }
        refused(Refusal.RATE_LIMITED, () -> rooms.factors.check(UUID.randomUUID(), "123456", here));
    }

    @Test
    void removing_wants_a_code_and_ends_the_recovery_codes() throws Exception {
        List<String> recovery = setUp(person);
        refused(Refusal.CODE_INVALID, () -> rooms.factors.remove(person, "000000", here));
        assertThat(rooms.accounts.standing(person.accountId()).secondFactor()).isTrue();

        rooms.factors.remove(person, recovery.getFirst(), here);

        assertThat(rooms.accounts.standing(person.accountId()).secondFactor()).isFalse();
        refused(Refusal.CODE_INVALID, () -> rooms.factors.check(person.accountId(), recovery.get(1), here));
        assertThat(rooms.mailTo(person.email())).extracting(mail -> mail.subject())
                .contains("The authenticator app was removed from your account");
    }

    @Test
    void the_secret_is_sealed_for_its_account_and_recovery_codes_are_hashed() throws Exception {
        List<String> recovery = setUp(person);
        SignedIn stranger = person();
        setUp(stranger);
        try (Connection superuser = rooms.postgres.superuser().getConnection();
                var move = superuser.prepareStatement("update access.authenticator set secret = (select secret from access.authenticator"
                        + " where account_id = ?) where account_id = ?");
                var rows = superuser.createStatement()
                        .executeQuery("select string_agg(to_jsonb(r)::text, ' ') from access.recovery_code r")) {
            rows.next();
            assertThat(rows.getString(1)).doesNotContain(recovery.getFirst(), recovery.getFirst().replace("-", ""));
            move.setObject(1, person.accountId());
            move.setObject(2, stranger.accountId());
            move.execute();
        }
        assertThatThrownBy(() -> rooms.factors.check(stranger.accountId(), "123456", here)).isInstanceOf(SealBroken.class);
    }

    private static SignedIn person() {
        String email = UUID.randomUUID() + "@example.com";
        UUID id = rooms.accounts.create(new NewAccount(email, PASSWORD, "Tea shop", "Tea company")).account().id();
        return new SignedIn(id, email, rooms.accounts.standing(id).generation());
    }

    private List<String> setUp(SignedIn one) throws Exception {
        rooms.factors.propose(one, PASSWORD);
        return rooms.factors.confirm(one, code(one), here);
    }

    private String code(SignedIn one) throws Exception {
        return codes.code(secret(one), rooms.clock.instant().getEpochSecond() / 30);
    }

    private static byte[] secret(SignedIn one) throws Exception {
        return rooms.sealing.openGlobal(sealed(one), "access.authenticator:" + one.accountId());
    }

    private static byte[] sealed(SignedIn one) throws Exception {
        try (Connection superuser = rooms.postgres.superuser().getConnection();
                var row = superuser.prepareStatement("select secret from access.authenticator where account_id = ?")) {
            row.setObject(1, one.accountId());
            var rows = row.executeQuery();
            rows.next();
            return rows.getBytes(1);
        }
    }

    private static void refused(Refusal why, ThrowingCallable act) {
        assertThatThrownBy(act).isInstanceOfSatisfying(Refused.class, refused -> assertThat(refused.refusal()).isEqualTo(why));
    }
}
