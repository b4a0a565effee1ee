package io.cryptocheckout.platform.journey;

import static io.cryptocheckout.platform.journey.AppItself.APP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cryptocheckout.platform.access.KeyRing;
import io.cryptocheckout.platform.access.NewOrganizationKey;
import io.cryptocheckout.platform.access.OrganizationKeys;
import io.cryptocheckout.platform.authority.Permission;
import io.cryptocheckout.platform.journey.ConnectedShop.Tokens;
import io.cryptocheckout.platform.oauth.ConnectedApps;
import io.cryptocheckout.platform.oauth.OwnedApps;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** An app for itself: what its token opens, and what it is told of its connections, at a real receiver. */
class AppApiTest {
    private final LocalRun run = LocalRun.shared();
    private final ConnectedShop shop = ConnectedShop.open(run);
    private final AppItself app = AppItself.of(shop);
    private final Receiver receiver = new Receiver();

    @AfterEach
    void closeReceiver() {
        receiver.close();
    }

    static Stream<Contract.Operation> everythingElse() {
        return Contract.operations().stream().filter(operation -> !operation.path().startsWith(APP));
    }

    static Stream<Contract.Operation> ofApps() {
        return Contract.operations().stream().filter(operation -> operation.path().equals(APP) || operation.path().startsWith(APP + "/"));
    }

    @Test
    void anAppGetsATokenForItselfForAnHourAndNoRefreshToken() {
        JsonNode answer = Api.JSON.readTree(app.asks(Map.of(), null).body());
        assertThat(answer.get("access_token").asString()).startsWith("oat_");
        assertThat(answer.get("expires_in").asInt()).isBetween(3590, 3600);
        assertThat(answer.has("refresh_token")).isFalse();
        assertThat(answer.has("scope")).isFalse();
        JsonNode itself = new Api(run.text("baseUrl"), answer.get("access_token").asString()).get(APP).body();
        assertThat(itself.get("id").asString()).isEqualTo(app.clientId());
        assertThat(itself.get("name").asString()).isEqualTo("Order desk");
        assertThat(itself.get("webhookUrl").isNull()).isTrue();
        assertThat(itself.toString()).doesNotContain("ecret");
    }

    @Test
    void whatIsAskedForWronglyIsRefusedByTheErrorThatTheRfcNames() throws Exception {
        assertThat(error(app.asks(Map.of("scope", "sessions:read"), null))).isEqualTo("invalid_scope");
        assertThat(error(app.asks(Map.of("scope", "app:own"), null))).isEqualTo("invalid_scope");
        assertThat(error(app.asks(Map.of("client_secret", "cks_wrong"), null))).isEqualTo("invalid_client");
        assertThat(error(app.asks(Map.of("client_secret", ""), null))).isEqualTo("invalid_client");
        try (var database = run.superuser(); var statement = database.createStatement()) {
            statement.execute("update oauth.app set confidential = false where id = '" + app.id() + "'");
        }
        assertThat(error(app.asks(Map.of("client_secret", ""), null))).as("a public client").isEqualTo("unauthorized_client");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("everythingElse")
    void itsTokenOpensNothingOfAStoreOrAnOrganization(Contract.Operation operation) {
        Api api = app.api();
        String path = operation.path().replace("{id}", "x");
        Api.Reply reply = operation.method().equals("get") ? api.get(path) : api.post(path, "{}");
        assertThat(reply.status()).as(reply.text()).isEqualTo(403);
        assertThat(reply.body().at("/error/code").asString()).isEqualTo("permission_missing");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ofApps")
    void nothingElseOpensWhatIsTheApps(Contract.Operation operation) {
        Shop store = shop.store();
        String organization = store.bean(OrganizationKeys.class).create(Shop.principal(store.owner(), store.email()),
                new KeyRing(store.organization(), false), new NewOrganizationKey("k" + UUID.randomUUID(), List.of(), null)).secret();
        Tokens granted = shop.connect("sessions:read store:read");
        String path = operation.path().replace("{id}", "evt_01JD0ZB0S5W2N3V8QK4T6XM9RR");
        for (Api api : List.of(store.api(false, Permission.STORE_READ, Permission.EVENTS_READ),
                new Api(run.text("baseUrl"), organization), new Api(run.text("baseUrl"), granted.access()))) {
            Api.Reply reply = operation.method().toUpperCase(Locale.ROOT).equals("GET") ? api.get(path) : api.post(path, "");
            assertThat(reply.status()).as(reply.text()).isEqualTo(403);
            assertThat(reply.body().at("/error/code").asString()).isEqualTo("permission_missing");
        }
    }

    @Test
    void aTokenThatWasRevokedOrHasExpiredOrWhoseAppIsGoneIsRefused() {
        String revoked = app.token();
        assertThat(shop.isActive(revoked)).isTrue();
        assertThat(ConnectedShop.open(run).isActive(revoked)).as("what another app may know of it").isFalse();
        shop.revoke(revoked);
        assertThat(shop.isActive(revoked)).isFalse();
        refused(revoked, "token_invalid");
        String old = app.token();
        run.timePasses(Duration.ofMinutes(61));
        refused(old, "token_expired");
        String orphan = app.token();
        Shop store = shop.store();
        store.bean(OwnedApps.class).delete(Shop.principal(store.owner(), store.email()), store.organization(), shop.app());
        refused(orphan, "token_invalid");
        assertThat(error(app.asks(Map.of(), null))).isEqualTo("invalid_client");
    }

    @Test
    void aTokenThatWasAskedForWithAProofWorksWithThatKeyAlone() {
        DpopKey key = new DpopKey(run.clock);
        JsonNode answer = Api.JSON.readTree(app.asks(Map.of(), key).body());
        assertThat(answer.get("token_type").asString()).isEqualTo("DPoP");
        String token = answer.get("access_token").asString();
        refused(token, "token_invalid");
        assertThat(app.byKey(token, new DpopKey(run.clock))).isEqualTo(401);
        assertThat(app.byKey(token, key)).isEqualTo(200);
    }

    @Test
    void anAppHearsOfItsConnectionAndOfItsEnd() {
        receiver.secret(AppItself.tell(shop, receiver.url()));
        Tokens tokens = shop.connect("sessions:read store:read");
        await().until(() -> types().equals(List.of("app.connected")));
        JsonNode install = app.api().get(APP + "/installs").body().get("data").get(0);
        assertThat(install.get("storeId").asString()).isEqualTo(shop.store().id());
        assertThat(install.get("endedAt").isNull()).isTrue();
        assertThat(install.get("scopes").toString()).isEqualTo("[\"sessions:read\",\"store:read\"]");
        shop.refresh(tokens.refresh());
        UUID grant = io.cryptocheckout.platform.id.IdKind.GRANT.parse(install.get("id").asString());
        shop.store().bean(ConnectedApps.class).disconnect(shop.store().caller(false), grant);
        await().until(() -> types().equals(List.of("app.connected", "app.disconnected")));
        assertThat(receiver.all()).allMatch(Receiver.Delivery::signed);
        JsonNode end = receiver.all().getLast().event().get("data");
        assertThat(end.get("id").asString()).isEqualTo(install.get("id").asString());
        assertThat(end.get("endReason").asString()).isEqualTo("disconnected");
        assertThat(app.api().get(APP + "/installs").body().at("/data/0/endReason").asString()).isEqualTo("disconnected");
        assertThat(receiver.all().getFirst().body()).doesNotContain(shop.store().email()).doesNotContain("Tulips");
    }

    /** What a stranger signs, or signs nothing of, is not accepted by the receiver's own check. */
    @Test
    void anEventThatIsForgedIsNotTakenForTheAppsOwn() throws Exception {
        receiver.secret(AppItself.tell(shop, receiver.url()));
        shop.connect("sessions:read");
        await().until(() -> types().size() == 1);
        String body = receiver.all().getFirst().body();
        var forged = java.net.http.HttpRequest.newBuilder(java.net.URI.create(receiver.url()))
                .header("X-Webhook-Signature", "t=" + run.clock.instant().getEpochSecond() + ",v1=" + "0".repeat(64))
                .POST(java.net.http.HttpRequest.BodyPublishers.ofString(body)).build();
        java.net.http.HttpClient.newHttpClient().send(forged, HttpResponse.BodyHandlers.discarding());
        assertThat(receiver.all()).extracting(Receiver.Delivery::signed).containsExactly(true, false);
    }

    @Test
    void aReceiverThatWasDownHearsOfItLaterAndOnDemandAgain() {
        receiver.secret(AppItself.tell(shop, receiver.url()));
        receiver.answers(() -> 503);
        shop.connect("sessions:read");
        await().until(() -> line().get("attempts").asInt() == 1 && !line().get("nextAttemptAt").isNull());
        assertThat(line().get("state").asString()).isEqualTo("pending");
        assertThat(line().get("lastStatus").asInt()).isEqualTo(503);
        receiver.answers(() -> 200);
        run.timePasses(Duration.ofSeconds(70));
        await().until(() -> line().get("state").asString().equals("delivered"));
        assertThat(line().get("lastError").isNull()).isTrue();
        String redeliver = APP + "/events/" + line().get("id").asString() + "/redeliver";
        Map<String, String> key = Map.of("Idempotency-Key", "again-" + UUID.randomUUID());
        Api.Reply again = app.api().post(redeliver, "", key);
        assertThat(again.status()).as(again.text()).isEqualTo(202);
        Api.Reply repeated = app.api().post(redeliver, "", key);
        assertThat(repeated.text()).isEqualTo(again.text());
        assertThat(repeated.headers().firstValue("Idempotent-Replayed")).hasValue("true");
        assertThat(app.api().post(redeliver, "", Map.of("Idempotency-Key", "k".repeat(256))).status()).isEqualTo(400);
        await().until(() -> types().equals(List.of("app.connected", "app.connected")));
        assertThat(receiver.all().getLast().body()).isEqualTo(receiver.all().getFirst().body());
        assertThat(line().get("event")).isEqualTo(receiver.all().getFirst().event());
    }

    @Test
    void anAppSeesNothingOfAnother() {
        ConnectedShop other = ConnectedShop.open(run);
        shop.connect("sessions:read");
        other.connect("sessions:read");
        await().until(() -> line().get("state").asString().equals("unsent"));
        Api stranger = AppItself.of(other).api();
        String install = app.api().get(APP + "/installs").body().at("/data/0/id").asString();
        String event = line().get("id").asString();
        assertThat(stranger.get(APP + "/installs").text() + stranger.get(APP + "/events").text()).doesNotContain(install)
                .doesNotContain(event).doesNotContain(shop.store().id());
        assertThat(stranger.post(APP + "/events/" + event + "/redeliver", "").status()).isEqualTo(404);
        assertThat(stranger.get(APP + "/events?startingAfter=" + event).status()).isEqualTo(400);
        assertThat(stranger.get(APP + "/installs?startingAfter=" + install).status()).isEqualTo(400);
        Api.Reply nowhere = app.api().post(APP + "/events/" + event + "/redeliver", "");
        assertThat(nowhere.body().at("/error/code").asString()).isEqualTo("webhook_url_missing");
    }

    @Test
    void listsAreReadOnPageByPageTheNewestFirst() {
        for (int i = 0; i < 3; i++) {
            shop.connect("sessions:read");
            run.clock.advance(Duration.ofSeconds(1));
        }
        for (String list : List.of("/installs", "/events")) {
            JsonNode all = app.api().get(APP + list).body();
            JsonNode first = app.api().get(APP + list + "?limit=2").body();
            JsonNode rest = app.api().get(APP + list + "?limit=2&startingAfter=" + first.get("nextCursor").asString()).body();
            assertThat(all.get("data").size()).isEqualTo(3);
            assertThat(first.get("hasMore").asBoolean()).isTrue();
            assertThat(rest.get("data").size()).isOne();
            assertThat(List.of(first.at("/data/0/id"), first.at("/data/1/id"), rest.at("/data/0/id")))
                    .isEqualTo(List.of(all.at("/data/0/id"), all.at("/data/1/id"), all.at("/data/2/id")));
            String time = list.equals("/installs") ? "connectedAt" : "createdAt";
            assertThat(all.at("/data/0/" + time).asString()).isGreaterThan(all.at("/data/2/" + time).asString());
        }
    }

    private JsonNode line() {
        return app.api().get(APP + "/events").body().at("/data/0");
    }

    private List<String> types() {
        return receiver.all().stream().map(Receiver.Delivery::type).toList();
    }

    private void refused(String token, String code) {
        Api.Reply reply = new Api(run.text("baseUrl"), token).get(APP);
        assertThat(reply.status()).isEqualTo(401);
        assertThat(reply.body().at("/error/code").asString()).isEqualTo(code);
    }

    private static String error(HttpResponse<String> answer) {
        assertThat(answer.statusCode() / 100).as(answer.body()).isEqualTo(4);
        return Api.JSON.readTree(answer.body()).get("error").asString();
    }
}
