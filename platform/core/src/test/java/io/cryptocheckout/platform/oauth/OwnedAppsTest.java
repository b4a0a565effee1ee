package io.cryptocheckout.platform.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cryptocheckout.platform.access.OrganizationEvent;
import io.cryptocheckout.platform.authority.Permission;
import io.cryptocheckout.platform.authority.Principal;
import io.cryptocheckout.platform.authority.Scope;
import io.cryptocheckout.platform.refusal.Refusal;
import io.cryptocheckout.platform.refusal.Refused;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The apps of an organization: registered, changed, rolled and deleted by an owner, and by nobody else. */
class OwnedAppsTest {
    private static AppRooms rooms;

    private final Principal owner = AppRooms.person();
    private final UUID organization = rooms.organizations.create("Organization", owner.id());

    @BeforeAll
    static void open() {
        rooms = new AppRooms();
    }

    @AfterAll
    static void close() {
        rooms.close();
    }

    @Test
    void anAppIsRegisteredWithASecretThatOnlyTheAnswerHolds() {
        MadeApp made = register("Books", true);
        String secret = Objects.requireNonNull(made.secret());
        assertThat(secret).startsWith("cks_").hasSize(4 + 43);
        assertThat(made.toString()).doesNotContain(secret);
        assertThat(rooms.apps.find(made.app().id())).isEqualTo(made.app());
        assertThat(made.app().organizationId()).isEqualTo(organization);
        assertThat(made.app().verified()).isFalse();
        assertThat(rooms.apps.secretHashes(made.app().id())).singleElement().isEqualTo(Secrets.hash(secret));
        assertThat(secrets(made)).singleElement().satisfies(one -> {
            assertThat(secret).endsWith(one.lastFour());
            assertThat(one.expiresAt()).isNull();
        });
        assertThat(rooms.count("oauth.app_secret s where to_jsonb(s)::text like ?", "%" + secret.substring(4, 20) + "%")).isZero();
        assertThat(log()).containsExactly("app.registered Books");
        assertThat(rooms.log.newest(owner, organization)).singleElement().satisfies(line -> {
            assertThat(line.livemode()).isNull();
            assertThat(line.object()).startsWith("app_");
            assertThat(line.address()).isEqualTo("192.0.2.1");
        });
    }

    @Test
    void aPublicClientHasNoSecret() {
        MadeApp made = register("Books", false);
        assertThat(made.secret()).isNull();
        assertThat(made.hasSecrets()).isFalse();
        assertThat(rooms.apps.secretHashes(made.app().id())).isEmpty();
        assertThat(secrets(made)).isEmpty();
    }

    @Test
    void aChangeIsSeenAtOnceAndTheLogNamesItsFields() {
        App app = register("Books", true).app();
        AppDetails wanted = new AppDetails("Ledgers", "https://app.example/logo.png", List.of("https://app.example/other"),
                Set.of(Permission.EVENTS_READ), null);
        assertThat(change(app, wanted).hasSecrets()).isFalse();
        App now = Objects.requireNonNull(rooms.apps.find(app.id()));
        assertThat(AppDetails.of(now)).isEqualTo(wanted);
        assertThat(now.confidential()).isTrue();
        assertThat(now.createdAt()).isEqualTo(app.createdAt());
        change(app, wanted);
        assertThat(log()).containsExactly("app.changed Ledgers: name, logo, redirect URIs, scopes", "app.registered Books");
    }

    /** What an operator looked at is what people are shown, or it is not verified. */
    @Test
    void anAppThatIsShownAsAnotherIsNoLongerVerified() {
        App app = register("Books", true).app();
        rooms.superuser().execute("update oauth.app set verified = true where id = ?", app.id());
        AppDetails before = AppDetails.of(app);
        change(app, new AppDetails(before.name(), null, before.redirectUris(), Set.of(Permission.EVENTS_READ), null));
        assertThat(Objects.requireNonNull(rooms.apps.find(app.id())).verified()).isTrue();
        change(app,
                new AppDetails(before.name(), null, List.of("https://elsewhere.example/callback"), Set.of(Permission.EVENTS_READ), null));
        assertThat(Objects.requireNonNull(rooms.apps.find(app.id())).verified()).isFalse();
    }

    @Test
    void aWebhookUrlComesWithASecretOfItsOwnWhichStaysWhileThereIsOne() {
        MadeApp made = rooms.owned.register(owner, organization, AppRooms.details("Books", "https://app.example/hook"), false);
        assertThat(made.webhookSecret()).startsWith("whsec_");
        assertThat(kept(made.app())).isEqualTo(made.webhookSecret());
        assertThat(change(made.app(), AppRooms.details("Books", "https://app.example/elsewhere")).webhookSecret()).isNull();
        assertThat(kept(made.app())).isEqualTo(made.webhookSecret());
        assertThat(change(made.app(), AppRooms.details("Books", null)).webhookSecret()).isNull();
        String next = change(made.app(), AppRooms.details("Books", "https://app.example/hook")).webhookSecret();
        assertThat(next).startsWith("whsec_").isNotEqualTo(made.webhookSecret());
        assertThat(kept(made.app())).isEqualTo(next);
        assertThat(rooms.count("oauth.app a where to_jsonb(a)::text like ?", "%whsec%")).isZero();
    }

    @Test
    void aRolledSecretWorksForTheOverlapAndItsSuccessorAtOnce() {
        MadeApp made = register("Books", true);
        UUID first = secrets(made).getFirst().id();
        rooms.clock.advance(Duration.ofMillis(5));
        String second = Objects.requireNonNull(roll(made, first, Duration.ofHours(2)).secret());
        byte[] old = Secrets.hash(Objects.requireNonNull(made.secret()));
        assertThat(rooms.apps.secretHashes(made.app().id())).containsExactlyInAnyOrder(old, Secrets.hash(second));
        assertThat(secrets(made)).hasSize(2).first().satisfies(one -> assertThat(second).endsWith(one.lastFour()));
        rooms.clock.advance(Duration.ofHours(2));
        assertThat(rooms.apps.secretHashes(made.app().id())).containsExactly(Secrets.hash(second));
        assertThat(secrets(made)).hasSize(1);

        UUID newest = secrets(made).getFirst().id();
        String third = Objects.requireNonNull(roll(made, newest, Duration.ZERO).secret());
        assertThat(rooms.apps.secretHashes(made.app().id())).containsExactly(Secrets.hash(third));
        assertThat(log()).filteredOn(line -> line.startsWith("app.secret_rolled Books, cks_…")).hasSize(2);
    }

    @Test
    void aRolledSecretIsEndedBeforeItsTimeAndTheNewestNeverAlone() {
        MadeApp made = register("Books", true);
        UUID first = secrets(made).getFirst().id();
        refused(Refusal.FIELD_INVALID, () -> rooms.owned.endSecret(owner, organization, made.app().id(), first));
        String second = Objects.requireNonNull(roll(made, first, Duration.ofDays(7)).secret());
        rooms.owned.endSecret(owner, organization, made.app().id(), first);
        rooms.owned.endSecret(owner, organization, made.app().id(), first);
        assertThat(rooms.apps.secretHashes(made.app().id())).containsExactly(Secrets.hash(second));
        assertThat(log()).filteredOn(line -> line.startsWith("app.secret_ended")).hasSize(1);
    }

    @Test
    void aButtonPressedTwiceMakesOneAppAndOneSecret() throws Exception {
        MadeApp made = register("Books", true);
        UUID first = secrets(made).getFirst().id();
        refused(Refusal.NAME_TAKEN, () -> register(" Books ", true));
        List<Future<MadeApp>> presses = new ArrayList<>();
        try (ExecutorService hands = Executors.newFixedThreadPool(4)) {
            for (int i = 0; i < 4; i++) {
                presses.add(hands.submit(() -> roll(made, first, Duration.ofHours(2))));
                presses.add(hands.submit(() -> register("Another", true)));
            }
        }
        assertThat(presses.stream().filter(press -> press.state() == Future.State.SUCCESS)).hasSize(2);
        assertThat(rooms.apps.secretHashes(made.app().id())).hasSize(2);
        assertThat(rooms.owned.list(owner, organization)).hasSize(2);
        App another = rooms.owned.list(owner, organization).getFirst();
        refused(Refusal.NAME_TAKEN, () -> change(another, AppRooms.details("Books", null)));
        refused(Refusal.API_KEY_ENDED, () -> roll(made, first, Duration.ZERO));
    }

    @Test
    void aDeletedAppIsGoneWithEverythingThatWasGrantedToIt() {
        MadeApp made = register("Books", true);
        UUID id = made.app().id();
        UUID grant = rooms.connect(id);
        UUID other = rooms.connect(register("Another", true).app().id());
        rooms.owned.delete(owner, organization, id);
        assertThat(rooms.apps.find(id)).isNull();
        assertThat(rooms.apps.secretHashes(id)).isEmpty();
        assertThat(rooms.count("oauth.app_grant where id = ? and ended_at is not null and end_reason = 'revoked'", grant)).isOne();
        assertThat(rooms.count("oauth.token where authorization_id = ?", grant)).isZero();
        assertThat(rooms.count("oauth.app_grant where id = ? and ended_at is null", other)).isOne();
        assertThat(rooms.count("oauth.token where authorization_id = ?", other)).isOne();
        refused(Refusal.NOT_FOUND, () -> rooms.owned.get(owner, organization, id));
        refused(Refusal.NOT_FOUND, () -> rooms.owned.delete(owner, organization, id));
        assertThat(rooms.owned.list(owner, organization)).hasSize(1);
        assertThat(log()).first().isEqualTo("app.deleted Books");
        register("Books", true);
    }

    @Test
    void itsInstallsAreListedNewestFirstAndPageByPage() {
        App app = register("Books", true).app();
        Set<UUID> grants = Set.of(rooms.connect(app.id()), rooms.connect(app.id()), rooms.connect(app.id()));
        rooms.superuser().execute("""
                insert into oauth.app_grant (store_id, livemode, id, app_id, account_id, scopes, agreed_at)
                select store_id, false, uuidv7(), app_id, account_id, scopes, now() from oauth.app_grant where app_id = ? limit 1""",
                app.id());
        rooms.connect(register("Another", true).app().id());
        List<AppInstall> first = rooms.owned.installs(owner, organization, app.id(), 2, null);
        List<AppInstall> rest = rooms.owned.installs(owner, organization, app.id(), 2, first.getLast().id());
        assertThat(first).hasSize(2);
        assertThat(rest).hasSize(1);
        assertThat(List.of(first.getFirst().id(), first.getLast().id(), rest.getFirst().id())).containsExactlyInAnyOrderElementsOf(grants);
        assertThat(first.getFirst().scopes()).containsExactly(Permission.STORE_READ);
        assertThat(first.getFirst().livemode()).isTrue();
        assertThat(first.getFirst().endedAt()).isNull();
    }

    @Test
    void nobodyButAnOwnerOfTheOrganizationSeesOrChangesAnything() {
        MadeApp made = register("Books", true);
        UUID id = made.app().id();
        UUID secret = secrets(made).getFirst().id();
        UUID seat = UUID.randomUUID();
        rooms.superuser().execute("insert into tenancy.seat (organization_id, account_id, role, created_at) values (?, ?, 'member', now())",
                organization, seat);
        for (Principal stranger : List.of(AppRooms.person(), new Principal(Principal.Kind.ACCOUNT, seat, "member@example.com"))) {
            nothing(stranger, organization, id, secret);
            refused(Refusal.NOT_FOUND, () -> rooms.owned.list(stranger, organization));
            refused(Refusal.NOT_FOUND, () -> rooms.owned.register(stranger, organization, AppRooms.details("Mine", null), true));
        }
        // An organization of one's own does not lead to the apps of another.
        nothing(owner, rooms.organizations.create("Other", owner.id()), id, secret);
        assertThat(rooms.apps.find(id)).isEqualTo(made.app());
        assertThat(secrets(made)).hasSize(1);
        assertThat(log()).hasSize(1);
    }

    @Test
    void aSecretOfAnotherAppIsNothingButUnknown() {
        MadeApp made = register("Books", true);
        MadeApp other = register("Another", true);
        refused(Refusal.NOT_FOUND, () -> roll(made, secrets(other).getFirst().id(), Duration.ZERO));
        refused(Refusal.NOT_FOUND, () -> rooms.owned.endSecret(owner, organization, made.app().id(), secrets(other).getFirst().id()));
        assertThat(secrets(other)).hasSize(1);
    }

    @Test
    void whatIsWrongIsRefusedByItsFieldAndNothingIsWritten() {
        MadeApp made = register("Books", true);
        UUID secret = secrets(made).getFirst().id();
        field("name", () -> register(" ", true));
        field("name", () -> change(made.app(), AppRooms.details("Crypto Checkout", null)));
        field("webhookUrl", () -> change(made.app(), AppRooms.details("Books", "http://10.0.0.1/hook")));
        field("overlap", () -> roll(made, secret, Duration.ofDays(7).plusSeconds(1)));
        field("overlap", () -> roll(made, secret, Duration.ofHours(-1)));
        assertThat(log()).hasSize(1);
    }

    @Test
    void anOrganizationHasFiftyApps() {
        for (int i = 0; i < 50; i++) {
            register("App " + i, false);
        }
        refused(Refusal.APP_LIMIT_REACHED, () -> register("One more", false));
        rooms.owned.delete(owner, organization, rooms.owned.list(owner, organization).getFirst().id());
        register("One more", false);
    }

    @Test
    void theAppRoleDoesNotReadTheTables() {
        var scope = new Scope(UUID.randomUUID(), false);
        for (String table : List.of("app", "app_secret", "registration_token", "app_authorization", "token")) {
            assertThatThrownBy(() -> rooms.database.in(scope, tx -> tx.sql().fetch("select * from oauth." + table)))
                    .hasMessageContaining("permission denied");
        }
    }

    private void nothing(Principal person, UUID in, UUID app, UUID secret) {
        refused(Refusal.NOT_FOUND, () -> rooms.owned.get(person, in, app));
        refused(Refusal.NOT_FOUND, () -> rooms.owned.secrets(person, in, app));
        refused(Refusal.NOT_FOUND, () -> rooms.owned.installs(person, in, app, 10, null));
        refused(Refusal.NOT_FOUND, () -> rooms.owned.change(person, in, app, AppRooms.details("Mine", null)));
        refused(Refusal.NOT_FOUND, () -> rooms.owned.roll(person, in, app, secret, Duration.ZERO));
        refused(Refusal.NOT_FOUND, () -> rooms.owned.endSecret(person, in, app, secret));
        refused(Refusal.NOT_FOUND, () -> rooms.owned.delete(person, in, app));
    }

    private MadeApp register(String name, boolean confidential) {
        MadeApp made = rooms.owned.register(owner, organization, AppRooms.details(name, null), confidential);
        // Acts of one millisecond have no order in the log.
        rooms.clock.advance(Duration.ofMillis(1));
        return made;
    }

    private MadeApp change(App app, AppDetails details) {
        MadeApp changed = rooms.owned.change(owner, organization, app.id(), details);
        rooms.clock.advance(Duration.ofMillis(1));
        return changed;
    }

    private MadeApp roll(MadeApp made, UUID secret, Duration overlap) {
        return rooms.owned.roll(owner, organization, made.app().id(), secret, overlap);
    }

    private List<AppSecretView> secrets(MadeApp made) {
        return rooms.owned.secrets(owner, organization, made.app().id());
    }

    private String kept(App app) {
        byte[] sealed = rooms.superuser().fetchSingle("select webhook_secret from oauth.app where id = ?", app.id()).get(0, byte[].class);
        return rooms.books.openWebhookSecret(app.id(), sealed);
    }

    private List<String> log() {
        return rooms.log.newest(owner, organization).stream().map((OrganizationEvent line) -> line.action() + " " + line.detail()).toList();
    }

    private static void refused(Refusal why, ThrowingCallable act) {
        assertThatThrownBy(act).isInstanceOfSatisfying(Refused.class, refused -> assertThat(refused.refusal()).isEqualTo(why));
    }

    private static void field(String field, ThrowingCallable act) {
        assertThatThrownBy(act).isInstanceOfSatisfying(Refused.class, refused -> assertThat(refused.param()).isEqualTo(field));
    }
}
