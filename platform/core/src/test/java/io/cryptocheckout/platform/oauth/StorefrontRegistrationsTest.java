package io.cryptocheckout.platform.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cryptocheckout.platform.access.OrganizationEvent;
import io.cryptocheckout.platform.authority.Permission;
import io.cryptocheckout.platform.authority.Principal;
import io.cryptocheckout.platform.outbound.GuardedHttp;
import io.cryptocheckout.platform.outbound.LoopbackReceivers;
import io.cryptocheckout.platform.outbound.UrlRules;
import io.cryptocheckout.platform.refusal.Refused;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Storefronts that register themselves: with the proof of their site or a token of the dashboard, and in no other way. */
class StorefrontRegistrationsTest {
    private static final LoopbackReceivers HERE = new LoopbackReceivers(true, Set::of);
    private static final StorefrontProperties PROPERTIES = new StorefrontProperties(null, 20, 6);

    private static AppRooms rooms;
    private static GuardedHttp http;

    private final ProvingSite site = new ProvingSite();
    private final RegistrationTokens tokens = new RegistrationTokens(rooms.database, rooms.books);
    private final StorefrontRegistrations registrations = new StorefrontRegistrations(rooms.database, rooms.rules,
            new SiteProof(http, new UrlRules(HERE), PROPERTIES), tokens, new StorefrontRegistrations.Offer(PROPERTIES, rooms.clock));

    @BeforeAll
    static void open() {
        rooms = new AppRooms();
        http = new GuardedHttp(InetAddress::getAllByName, HERE);
    }

    @AfterAll
    static void close() {
        http.close();
        rooms.close();
    }

    @AfterEach
    void end() {
        site.close();
    }

    @Test
    void aSiteThatProvesItselfIsAPublicClientWithOneRedirectUri() {
        App app = registrations.register(shop(site.redirectUri(), site.proofUri()), null);
        assertThat(app.registeredFor()).isNull();
        assertThat(rooms.apps.find(app.id())).isEqualTo(app);
        assertThat(app.kind()).isEqualTo(AppKind.STOREFRONT);
        assertThat(app.softwareId()).isEqualTo("woocommerce");
        assertThat(app.name()).isEqualTo("WooCommerce");
        assertThat(app.redirectUris()).containsExactly(site.redirectUri());
        assertThat(app.confidential()).isFalse();
        assertThat(app.verified()).isFalse();
        assertThat(app.organizationId()).isNull();
        assertThat(app.scopes()).containsExactlyInAnyOrder(Permission.SESSIONS_READ, Permission.SESSIONS_WRITE, Permission.WEBHOOKS_READ,
                Permission.WEBHOOKS_WRITE, Permission.EVENTS_READ, Permission.STORE_READ);
        assertThat(rooms.apps.secretHashes(app.id())).isEmpty();
        assertThat(site.nonces()).singleElement().satisfies(nonce -> assertThat(nonce).hasSize(43));
    }

    @Test
    void everyProofIsAskedWithANewNonce() {
        registrations.register(shop(site.redirectUri(), site.proofUri()), null);
        registrations.register(shop(site.redirectUri(), site.proofUri() + "?plugin=1"), null);
        assertThat(Set.copyOf(site.nonces())).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"another nonce", "no nonce", "another redirect", "redirected", "not found", "no json", "large", "not an object",
            "created", "wrong types"})
    void aSiteThatDoesNotProveItselfIsRefused(String way) {
        site.answers(way);
        long before = rooms.count("oauth.app");
        refused("invalid_redirect_uri", "The site", () -> registrations.register(shop(site.redirectUri(), site.proofUri()), null));
        assertThat(rooms.count("oauth.app")).isEqualTo(before);
        assertThat(site.elsewhere()).as("a redirect is not followed").isZero();
    }

    @Test
    void aStrangerCannotProveTheSiteOfAnother() {
        try (ProvingSite mine = new ProvingSite()) {
            for (String proof : List.of(mine.proofUri(), site.proofUri().replace("127.0.0.1", "localhost"),
                    site.proofUri().replace("http:", "https:"), site.proofUri() + "#x", site.proofUri().replace("://", "://me@"), "/proof",
                    "", "http://", "http:" + site.proofUri().substring(7))) {
                refused("invalid_client_metadata", "proof_uri", () -> registrations.register(shop(site.redirectUri(), proof), null));
            }
            // His own site's proof names the redirect URI that it wants, which is not the one he asks for.
            refused("invalid_redirect_uri", "another one",
                    () -> registrations.register(shop(mine.redirectUri() + "&x=1", mine.proofUri()), null));
            assertThat(site.nonces()).isEmpty();
        }
    }

    @Test
    void aSiteThatThePlatformMayNotCallIsToldToBringAToken() {
        for (String inner : List.of("https://10.0.0.1", "https://169.254.169.254", "https://shop", "https://shop.internal",
                "https://127.0.0.1:8443", "https://shop.example:22")) {
            refused("invalid_redirect_uri", "one-time token", () -> registrations.register(shop(inner + "/cb", inner + "/proof"), null));
        }
    }

    @Test
    void oneSiteIsNotAskedWithoutEnd() {
        for (int i = 0; i < 6; i++) {
            registrations.register(shop(site.redirectUri(), site.proofUri()), null);
        }
        refused("rate_limited", "too often", () -> registrations.register(shop(site.redirectUri(), site.proofUri()), null));
        assertThat(site.nonces()).hasSize(6);
    }

    @Test
    void whatItSaysAboutItselfIsHeldAgainstItsSoftware() {
        String redirect = site.redirectUri();
        String proof = site.proofUri();
        App fewer = registrations.register(new NewStorefront("woocommerce", List.of(redirect), "none", List.of("authorization_code"),
                List.of("code"), "store:read  sessions:read", proof), null);
        assertThat(fewer.scopes()).containsExactlyInAnyOrder(Permission.STORE_READ, Permission.SESSIONS_READ);
        for (String software : new String[]{null, "", "WooCommerce", "magento"}) {
            metadata("software_id", new NewStorefront(software, List.of(redirect), null, List.of(), List.of(), null, proof));
        }
        metadata("token_endpoint_auth_method",
                new NewStorefront("woocommerce", List.of(redirect), "client_secret_basic", List.of(), List.of(), null, proof));
        for (String grant : List.of("client_credentials", "implicit", "password")) {
            metadata("grant_types", new NewStorefront("woocommerce", List.of(redirect), null, List.of(grant), List.of(), null, proof));
        }
        metadata("response_types", new NewStorefront("woocommerce", List.of(redirect), null, List.of(), List.of("token"), null, proof));
        for (String scope : List.of("wallet:read", "store:read team:read", "sweeps:create", "refunds:approve", "openid", "*", "")) {
            metadata("scope", new NewStorefront("woocommerce", List.of(redirect), null, List.of(), List.of(), scope, proof));
        }
        metadata("proof_uri is missing", shop(redirect, null));
        for (List<String> uris : List.of(List.<String>of(), List.of(redirect, redirect + "2"), List.of("http://shop.example/cb"),
                List.of(redirect + "#x"), List.of("https://*.shop.example/cb"), List.of("javascript:alert(1)"))) {
            refused("invalid_redirect_uri", "",
                    () -> registrations.register(new NewStorefront("woocommerce", uris, null, List.of(), List.of(), null, proof), null));
        }
    }

    @Test
    void aTokenOfTheDashboardStandsInForTheProofOnce() {
        Principal owner = AppRooms.person();
        UUID organization = rooms.organizations.create("Organization", owner.id());
        String token = tokens.make(owner, organization);
        assertThat(token).startsWith("reg_").hasSize(4 + 43);
        assertThat(rooms.count("oauth.registration_token t where to_jsonb(t)::text like ?", "%" + token.substring(4, 20) + "%")).isZero();
        App app = registrations.register(shop("https://shop.internal/cb", null), token);
        assertThat(app.registeredFor()).isEqualTo(organization);
        assertThat(rooms.count("oauth.registration_token where organization_id = ? and used_by_app = ?", organization, app.id())).isOne();
        refused("invalid_token", "was used", () -> registrations.register(shop("https://shop.internal/cb", null), token));
        for (String wrong : List.of("", "reg_", token + "x", Secrets.next(Secrets.REGISTRATION_TOKEN))) {
            refused("invalid_token", "unknown", () -> registrations.register(shop("https://shop.internal/cb", null), wrong));
        }
        assertThat(rooms.log.newest(owner, organization).stream().map(OrganizationEvent::action))
                .containsExactly("app.registration_token_made");
        assertThatThrownBy(() -> tokens.make(AppRooms.person(), organization)).isInstanceOf(Refused.class);
    }

    @Test
    void aTokenOutlivesARefusedRegistrationAndNotItsHour() {
        Principal owner = AppRooms.person();
        UUID organization = rooms.organizations.create("Organization", owner.id());
        String first = tokens.make(owner, organization);
        refused("invalid_redirect_uri", "", () -> registrations.register(shop("http://shop.internal/cb", null), first));
        registrations.register(shop("https://shop.internal/cb", null), first);
        String second = tokens.make(owner, organization);
        rooms.clock.advance(Duration.ofHours(1).minusMillis(1));
        String third = tokens.make(owner, organization);
        rooms.clock.advance(Duration.ofMillis(1));
        refused("invalid_token", "older", () -> registrations.register(shop("https://shop.internal/cb", null), second));
        registrations.register(shop("https://shop.internal/cb", null), third);
    }

    @Test
    void twoThatComeWithTheSameTokenGetOneApp() throws Exception {
        Principal owner = AppRooms.person();
        String token = tokens.make(owner, rooms.organizations.create("Organization", owner.id()));
        List<Future<App>> both = new ArrayList<>();
        try (ExecutorService hands = Executors.newFixedThreadPool(4)) {
            for (int i = 0; i < 8; i++) {
                both.add(hands.submit(() -> registrations.register(shop("https://shop.internal/cb", null), token)));
            }
        }
        assertThat(both.stream().filter(one -> one.state() == Future.State.SUCCESS)).hasSize(1);
    }

    @Test
    void aStorefrontThatNobodyConnectsIsForgottenAfterADay() {
        App idle = registrations.register(shop(site.redirectUri(), site.proofUri()), null);
        App used = registrations.register(shop(site.redirectUri(), site.proofUri()), null);
        rooms.connect(used.id());
        Principal owner = AppRooms.person();
        UUID organization = rooms.organizations.create("Organization", owner.id());
        App developers = rooms.owned.register(owner, organization, AppRooms.details("Books", null), true).app();
        tokens.make(owner, organization);
        rooms.clock.advance(StorefrontRegistrations.FORGOTTEN_AFTER);
        registrations.forget();
        assertThat(rooms.apps.find(idle.id())).isNotNull();
        rooms.clock.advance(Duration.ofMillis(1));
        registrations.forget();
        assertThat(rooms.apps.find(idle.id())).isNull();
        assertThat(rooms.apps.find(used.id())).isNotNull();
        assertThat(rooms.apps.find(developers.id())).isNotNull();
        assertThat(rooms.count("oauth.registration_token where organization_id = ?", organization)).isOne();
        rooms.clock.advance(Duration.ofHours(1));
        registrations.forget();
        assertThat(rooms.count("oauth.registration_token where organization_id = ?", organization)).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"wallet:read", "wallet:sign", "team:manage", "sweeps:create", "refunds:approve", "nonsense"})
    void noSettingGivesASoftwareTheWalletOrWhatOnlyAPersonMayDo(String scope) {
        assertThatThrownBy(() -> new StorefrontProperties.Software("Mine", List.of("store:read", scope))).hasMessageContaining(scope);
        StorefrontProperties own = new StorefrontProperties(
                Map.of("mine", new StorefrontProperties.Software("Mine", List.of("store:read"))), 1, 1);
        assertThat(own.known()).isEqualTo("mine");
    }

    private static NewStorefront shop(String redirectUri, @Nullable String proofUri) {
        return new NewStorefront("woocommerce", List.of(redirectUri), null, List.of(), List.of(), null, proofUri);
    }

    private void metadata(String says, NewStorefront storefront) {
        refused("invalid_client_metadata", says, () -> registrations.register(storefront, null));
    }

    private static void refused(String code, String says, ThrowingCallable act) {
        assertThatThrownBy(act).isInstanceOfSatisfying(RegistrationRefused.class, refused -> {
            assertThat(refused.why().code()).isEqualTo(code);
            assertThat(refused.description()).contains(says);
        });
    }
}
