package io.cryptocheckout.platform.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.cryptocheckout.platform.access.KeyRing;
import io.cryptocheckout.platform.access.MadeOrganizationKey;
import io.cryptocheckout.platform.access.NewOrganizationKey;
import io.cryptocheckout.platform.access.OrganizationKeys;
import io.cryptocheckout.platform.authority.Permission;
import io.cryptocheckout.platform.authority.Caller;
import io.cryptocheckout.platform.id.IdKind;
import io.cryptocheckout.platform.tenancy.AgencyAccesses;
import io.cryptocheckout.platform.tenancy.AgencyGrant;
import io.cryptocheckout.platform.tenancy.Members;
import io.cryptocheckout.platform.tenancy.NewStore;
import io.cryptocheckout.platform.tenancy.Organizations;
import io.cryptocheckout.platform.tenancy.Rights;
import io.cryptocheckout.platform.tenancy.Role;
import io.cryptocheckout.platform.tenancy.Stores;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What an organization's own key opens, which is one operation, and what is left of it when something ends. */
class OrganizationApiTest {
    private static final String STORES = "/api/v1/stores";
    private static final Set<Permission> ALL = Set.of(Permission.SESSIONS_READ, Permission.WEBHOOKS_READ, Permission.STORE_READ);

    private final LocalRun run = LocalRun.shared();
    private final Shop home = Shop.open(run, "Home");

    static Stream<Contract.Operation> everythingElse() {
        return Contract.operations().stream().filter(operation -> !operation.id().equals("stores.list"));
    }

    @Test
    void theOrganizationsStoresAreListedPageByPageAndNobodyElses() {
        List<String> expected = new ArrayList<>(List.of(home.id()));
        for (int i = 0; i < 4; i++) {
            expected.addFirst(IdKind.STORE.format(home.bean(Stores.class).create(
                    new NewStore(home.organization(), "Shop " + i, home.owner(), home.email()), Shop.principal(home.owner(), home.email()))
                    .id()));
        }
        Shop.open(run, "Somebody else's");
        Api api = new Api(run.text("baseUrl"), key(home, true).secret());
        assertThat(ids(api, 2)).containsExactlyElementsOf(expected);
        assertThat(ids(api, 100)).containsExactlyElementsOf(expected);
        JsonNode first = ok(api, STORES + "?limit=1").get("data").get(0);
        assertThat(first.get("object").asString()).isEqualTo("store_summary");
        assertThat(first.get("name").asString()).isEqualTo("Shop 3");
        assertThat(first.get("livemode").asBoolean()).isTrue();
        assertThat(first.get("relation").asString()).isEqualTo("own");
        assertThat(first.get("agencyAccessId").isNull()).isTrue();
        assertThat(first.at("/health/stuckSessions").asInt(-1)).isZero();
        assertThat(first.at("/health/unmatchedFunds").asInt(-1)).isZero();
        assertThat(first.at("/health/failingEndpoints").asInt(-1)).isZero();
        assertThat(first.at("/health/lastPaidAt").isNull()).isTrue();
    }

    @Test
    void aClientsStoreIsAmongThemWhileTheAccessLastsAndInItsModesAlone() {
        Shop client = Shop.open(run, "Client");
        home.bean(Organizations.class).change(home.owner(), home.organization(), true);
        UUID access = home.bean(AgencyAccesses.class).grant(client.caller(false), home.organization(),
                new AgencyGrant(new Rights(ALL, Set.of()), run.clock.instant().plus(Duration.ofDays(30))));
        Api test = new Api(run.text("baseUrl"), key(home, false).secret());
        Api live = new Api(run.text("baseUrl"), key(home, true).secret());

        JsonNode found = ok(test, STORES).get("data").get(0);
        assertThat(found.get("id").asString()).isEqualTo(client.id());
        assertThat(found.get("relation").asString()).isEqualTo("client");
        assertThat(found.get("agencyAccessId").asString()).isEqualTo(IdKind.AGENCY_ACCESS.format(access));
        assertThat(found.get("accessExpiresAt").isNull()).isFalse();
        assertThat(found.at("/health/stuckSessions").isNull()).isFalse();
        assertThat(ids(live, 100)).containsExactly(home.id());

        home.bean(AgencyAccesses.class).change(client.caller(false), access,
                new AgencyGrant(new Rights(Set.of(Permission.STORE_READ), Set.of()), null));
        JsonNode narrow = ok(test, STORES).get("data").get(0);
        narrow.get("health").forEach(value -> assertThat(value.isNull()).isTrue());
        assertThat(narrow.get("accessExpiresAt").isNull()).isTrue();

        home.bean(AgencyAccesses.class).end(client.caller(false), access);
        assertThat(ids(test, 100)).containsExactly(home.id());
    }

    @Test
    void anAccessThatRanOutIsGoneAtTheNextCall() {
        Shop client = Shop.open(run, "Client");
        home.bean(Organizations.class).change(home.owner(), home.organization(), true);
        home.bean(AgencyAccesses.class).grant(client.caller(false), home.organization(),
                new AgencyGrant(new Rights(ALL, ALL), run.clock.instant().plusSeconds(60)));
        Api api = new Api(run.text("baseUrl"), key(home, true).secret());
        assertThat(ids(api, 100)).containsExactly(client.id(), home.id());
        run.timePasses(Duration.ofSeconds(61));
        assertThat(ids(api, 100)).containsExactly(home.id());
    }

    @Test
    void aKeyThatWasRevokedRolledOrHasExpiredIsRefusedAtTheNextCall() {
        OrganizationKeys keys = home.bean(OrganizationKeys.class);
        KeyRing ring = new KeyRing(home.organization(), true);
        MadeOrganizationKey old = key(home, true);
        MadeOrganizationKey next = keys.roll(Shop.principal(home.owner(), home.email()), ring, old.key().id(), Duration.ZERO);
        refused(old.secret(), "api_key_expired");
        assertThat(ids(new Api(run.text("baseUrl"), next.secret()), 100)).containsExactly(home.id());
        keys.revoke(Shop.principal(home.owner(), home.email()), ring, next.key().id());
        refused(next.secret(), "api_key_revoked");
        refused(next.secret().substring(0, 30) + (next.secret().charAt(30) == 'a' ? 'b' : 'a') + next.secret().substring(31),
                "api_key_invalid");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("everythingElse")
    void anOrganizationsKeyOpensNoOtherOperation(Contract.Operation operation) {
        for (String id : List.of(home.id(), "cs_00000000000000000000000000")) {
            HttpResponse<String> answer = send(operation.method(), operation.path().replace("{id}", id), key(home, false).secret());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(403);
            JsonNode body = Api.JSON.readTree(answer.body());
            assertThat(body.at("/error/code").asString()).isEqualTo("permission_missing");
            assertThat(Contract.faults(operation, 403, body)).isEmpty();
            assertThat(answer.headers().firstValue("RateLimit-Remaining")).isPresent();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST /api/v1/stores", "HEAD /api/v1/stores", "GET /api/v1/stores/", "GET /api/v1/stores/x",
            "GET /api/v1/Stores",
            "GET /api/v1/nothing", "GET /api/v2/stores", "OPTIONS /api/v1/stores"})
    void norAnythingThatLooksLikeIt(String request) {
        String[] parts = request.split(" ");
        HttpResponse<String> answer = send(parts[0], parts[1], key(home, false).secret());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(403);
    }

    @Test
    void aStoreWhoseOwnerLeftTheOrganizationBehindIsSeenThereNoMore() {
        Api api = new Api(run.text("baseUrl"), key(home, true).secret());
        assertThat(ids(api, 100)).containsExactly(home.id());
        UUID buyer = home.colleague(Role.OWNER);
        Caller seller = home.caller(true);
        home.bean(Members.class).remove(seller, home.owner());
        assertThat(ids(api, 100)).as("sold to %s", buyer).isEmpty();
    }

    @Test
    void aStoresKeyIsToldWhichScopeItLacks() {
        Permission[] everything = Stream.of(Permission.values()).filter(Permission::grantable).toArray(Permission[]::new);
        Api.Reply refused = home.api(true, everything).get(STORES);
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.body().at("/error/code").asString()).isEqualTo("permission_missing");
        assertThat(refused.body().at("/error/message").asString()).contains("organization:read");
    }

    @Test
    void anotherOrganizationsKeySeesNothingOfThisOne() {
        Shop other = Shop.open(run, "Other");
        Api api = new Api(run.text("baseUrl"), key(other, true).secret());
        assertThat(ids(api, 100)).containsExactly(other.id());
        // A foreign id is no more than a moment to read on from.
        assertThat(ok(api, STORES + "?startingAfter=" + home.id()).get("data")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit=0", "limit=101", "limit=x", "startingAfter=nonsense", "startingAfter=cs_00000000000000000000000000"})
    void whatCannotBeIsRefusedByTheNameOfItsParameter(String query) {
        Api.Reply reply = new Api(run.text("baseUrl"), key(home, true).secret()).get(STORES + "?" + query);
        assertThat(reply.status()).as(reply.text()).isEqualTo(400);
        assertThat(reply.body().at("/error/param").asString()).isEqualTo(query.split("=")[0]);
    }

    private MadeOrganizationKey key(Shop shop, boolean livemode) {
        return shop.bean(OrganizationKeys.class).create(Shop.principal(shop.owner(), shop.email()),
                new KeyRing(shop.organization(), livemode), new NewOrganizationKey(UUID.randomUUID().toString(), List.of(), null));
    }

    private void refused(String key, String code) {
        Api.Reply reply = new Api(run.text("baseUrl"), key).get(STORES);
        assertThat(reply.status()).as(reply.text()).isEqualTo(401);
        assertThat(reply.body().at("/error/code").asString()).isEqualTo(code);
    }

    private HttpResponse<String> send(String method, String path, String key) {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(HttpRequest.newBuilder(URI.create(run.text("baseUrl") + path))
                    .method(method.toUpperCase(Locale.ROOT), BodyPublishers.ofString("{"))
                    .headers("Authorization", "Bearer " + key, "Content-Type", "application/json").build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode ok(Api api, String path) {
        Api.Reply reply = api.get(path);
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        return reply.body();
    }

    private static List<String> ids(Api api, int limit) {
        List<String> ids = new ArrayList<>();
        JsonNode page = ok(api, STORES + "?limit=" + limit);
        page.get("data").forEach(one -> ids.add(one.get("id").asString()));
        while (page.get("hasMore").asBoolean()) {
            page = ok(api, STORES + "?limit=" + limit + "&startingAfter=" + page.get("nextCursor").asString());
            page.get("data").forEach(one -> ids.add(one.get("id").asString()));
        }
        assertThat(page.get("nextCursor").isNull()).isTrue();
        return ids;
    }
}
