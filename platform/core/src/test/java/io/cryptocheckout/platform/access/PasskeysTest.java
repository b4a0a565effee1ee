package io.cryptocheckout.platform.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cryptocheckout.platform.refusal.Refusal;
import io.cryptocheckout.platform.refusal.Refused;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.security.web.webauthn.api.AuthenticatorTransport;
import org.springframework.security.web.webauthn.api.Bytes;
import org.springframework.security.web.webauthn.api.CredentialRecord;
import org.springframework.security.web.webauthn.api.ImmutableCredentialRecord;
import org.springframework.security.web.webauthn.api.ImmutablePublicKeyCose;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialType;

class PasskeysTest {
    private static final String PASSWORD = "gravel-otter-mimosa-97";
    private static final Device HERE = new Device("192.0.2.7", "A browser");

    private static AccessRooms rooms;
    private static PasskeyRows rows;
    private static Passkeys passkeys;

    private SignedIn person;

    @BeforeAll
    static void open() {
        rooms = new AccessRooms();
        rows = new PasskeyRows(rooms.database, rooms.clock);
        passkeys = new Passkeys(rooms.books, rooms.proof, new Ceremonies(rows, new SiteUrl(URI.create("https://pay.example"))));
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
    void a_passkey_is_kept_and_found_by_its_id_and_its_person() {
        CredentialRecord made = credential(person, 0);
        rows.save(made);

        assertThat(rows.findByCredentialId(made.getCredentialId())).usingRecursiveComparison().ignoringFields("created", "lastUsed")
                .isEqualTo(made);
        assertThat(rows.findByUserId(PasskeyRows.handle(person.accountId()))).hasSize(1);
        assertThat(rows.findByUserId(PasskeyRows.handle(person().accountId()))).isEmpty();
        assertThat(rows.findById(PasskeyRows.handle(person.accountId())).getName()).isEqualTo(person.email());
        assertThat(rows.findById(new Bytes(new byte[]{1, 2, 3}))).isNull();
        assertThat(rows.findById(PasskeyRows.handle(UUID.randomUUID()))).isNull();
        assertThat(PasskeyRows.account(PasskeyRows.handle(person.accountId()))).isEqualTo(person.accountId());
    }

    /** WebAuthn Level 3, section 6.1.1: a counter that stands or goes back means a second copy of the key. */
    @ParameterizedTest
    @CsvSource({"0,0,true", "0,1,true", "5,6,true", "5,5,false", "5,4,false", "5,0,false"})
    void a_copy_is_told_by_its_counter(long before, long after, boolean taken) {
        CredentialRecord made = credential(person, before);
        rows.save(made);
        CredentialRecord used = ImmutableCredentialRecord.fromCredentialRecord(made).signatureCount(after).build();
        if (taken) {
            rows.save(used);
        } else {
            refused(Refusal.PASSKEY_INVALID, () -> rows.save(used));
        }
        assertThat(rows.findByCredentialId(made.getCredentialId()).getSignatureCount()).isEqualTo(taken ? after : before);
    }

    @Test
    void only_its_person_renames_and_removes_it() {
        CredentialRecord made = credential(person, 0);
        rows.save(made);
        String id = made.getCredentialId().toBase64UrlString();
        SignedIn stranger = person();

        refused(Refusal.NOT_FOUND, () -> passkeys.rename(stranger, id, "Mine now"));
        refused(Refusal.NOT_FOUND, () -> passkeys.remove(stranger, id, PASSWORD, HERE));
        refused(Refusal.NOT_FOUND, () -> passkeys.rename(person, "not base64!", "x"));
        refused(Refusal.REAUTHENTICATION_REQUIRED, () -> passkeys.remove(person, id, "wrong", HERE));
        assertThat(passkeys.of(person)).extracting(PasskeyView::name).containsExactly("My telephone");

        passkeys.rename(person, id, " Old telephone ");
        assertThat(passkeys.of(person)).extracting(PasskeyView::name).containsExactly("Old telephone");
        passkeys.remove(person, id, PASSWORD, HERE);
        assertThat(passkeys.of(person)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "a\nb", "0123456789012345678901234567890123456789012345678901234567890"})
    void a_name_is_a_short_line(String name) {
        refused(Refusal.FIELD_INVALID, () -> passkeys.create(person, PASSWORD, name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "[]", "null", "{\"id\":\"AA\",\"rawId\":\"AA\",\"type\":\"public-key\",\"response\":{}}",
            "{\"id\":1,\"rawId\":{},\"response\":[]}", "not json"})
    void nonsense_is_one_refusal_at_making_and_at_signing(String answer) {
        Passkeys.Challenge make = passkeys.create(person, PASSWORD, "My telephone");
        Passkeys.Challenge sign = passkeys.ask(null);
        refused(Refusal.PASSKEY_INVALID, () -> passkeys.register(person, make, answer, HERE));
        refused(Refusal.PASSKEY_INVALID, () -> passkeys.signIn(sign, answer, HERE));
        refused(Refusal.PASSKEY_INVALID, () -> passkeys.signIn(make, answer, HERE));
        refused(Refusal.PASSKEY_INVALID, () -> passkeys.register(person, sign, answer, HERE));
        refused(Refusal.PASSKEY_INVALID, () -> passkeys.register(person(), make, answer, HERE));
        assertThat(passkeys.of(person)).isEmpty();
    }

    @Test
    void a_challenge_is_for_five_minutes() {
        Passkeys.Challenge sign = passkeys.ask(null);
        rooms.clock.advance(Duration.ofMinutes(5).plusSeconds(1));
        assertThatThrownBy(() -> passkeys.signIn(sign, "{}", HERE)).hasMessageContaining("too long");
        assertThatThrownBy(() -> passkeys.signIn(null, "{}", HERE)).hasMessageContaining("sent twice");
    }

    @Test
    void the_device_must_check_who_holds_it_and_knows_the_site_by_name() {
        String make = passkeys.json(passkeys.create(person, PASSWORD, "My telephone"));
        assertThat(make).contains("\"residentKey\":\"required\"", "\"userVerification\":\"required\"", "\"id\":\"pay.example\"");
        String ask = passkeys.json(passkeys.ask(null));
        assertThat(ask).contains("\"userVerification\":\"required\"", "\"rpId\":\"pay.example\"", "\"allowCredentials\":[]");
        assertThat(passkeys.origin()).isEqualTo("https://pay.example");
        assertThat(new Ceremonies(rows, new SiteUrl(URI.create("http://127.0.0.1:8080/"))).origin()).isEqualTo("http://localhost:8080");
    }

    private static SignedIn person() {
        String email = UUID.randomUUID() + "@example.com";
        UUID id = rooms.accounts.create(new NewAccount(email, PASSWORD, "Tea shop", "Tea company")).account().id();
        return new SignedIn(id, email, rooms.accounts.standing(id).generation());
    }

    private static CredentialRecord credential(SignedIn owner, long count) {
        return ImmutableCredentialRecord.builder().credentialType(PublicKeyCredentialType.PUBLIC_KEY).credentialId(Bytes.random())
                .userEntityUserId(PasskeyRows.handle(owner.accountId())).publicKey(new ImmutablePublicKeyCose(new byte[]{1, 2, 3}))
                .signatureCount(count).uvInitialized(true).backupEligible(true).backupState(false)
                .transports(Set.of(AuthenticatorTransport.INTERNAL)).attestationObject(new Bytes(new byte[]{4}))
                .attestationClientDataJSON(new Bytes(new byte[]{5})).created(rooms.clock.instant()).lastUsed(rooms.clock.instant())
                .label("My telephone").build();
    }

    private static void refused(Refusal why, ThrowingCallable act) {
        assertThatThrownBy(act).isInstanceOfSatisfying(Refused.class, refused -> assertThat(refused.refusal()).isEqualTo(why));
    }
}
