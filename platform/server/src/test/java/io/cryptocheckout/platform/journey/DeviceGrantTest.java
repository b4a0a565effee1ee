package io.cryptocheckout.platform.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.cryptocheckout.platform.id.IdKind;
import io.cryptocheckout.platform.journey.CommandLine.Codes;
import io.cryptocheckout.platform.journey.ConnectedShop.Tokens;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A device and its person's browser against the authorization server, step by step as RFC 8628 names them. */
class DeviceGrantTest {
    private static final String UNKNOWN = "This code is wrong, was used, or is older than ten minutes.";

    private final LocalRun run = LocalRun.shared();
    private final ConnectedShop shop = ConnectedShop.open(run);
    private final CommandLine device = new CommandLine(run);

    @Test
    void aDeviceIsGivenTwoCodesAndAnAddress() {
        Codes codes = device.begin("sessions:read store:read");
        String page = run.text("baseUrl") + "/oauth2/device";
        assertThat(codes.device()).startsWith("odc_").hasSize(47);
        assertThat(codes.user()).matches("[BCDFGHJKLMNPQRSTVWXZ]{4}-[BCDFGHJKLMNPQRSTVWXZ]{4}");
        assertThat(codes.body().get("verification_uri").asString()).isEqualTo(page);
        assertThat(codes.body().get("verification_uri_complete").asString()).isEqualTo(page + "?user_code=" + codes.user());
        assertThat(codes.body().get("expires_in").asInt()).isEqualTo(600);
        assertThat(codes.body().get("interval").asInt()).isEqualTo(5);
        HttpResponse<String> answer = device.ask(Map.of());
        assertThat(answer.headers().firstValue("cache-control")).hasValue("no-store");
        assertThat(answer.headers().firstValue("set-cookie")).isEmpty();
    }

    @Test
    void aPersonAgreesAndTheDeviceGetsItsTokensOnce() {
        Codes codes = device.begin("sessions:read store:read");
        assertThat(device.waits(codes)).isEqualTo("authorization_pending");
        HttpResponse<String> answer = CommandLine.agree(shop, CommandLine.state(shop.browser(), codes), "sessions:read store:read",
                Map.of());
        assertThat(answer.headers().firstValue("Location").orElseThrow()).endsWith("/oauth2/device");
        assertThat(shop.browser().get("/oauth2/device").body()).contains("The device is connected");
        Tokens tokens = device.tokens(codes);
        assertThat(tokens.access()).startsWith("oat_");
        assertThat(tokens.body().get("token_type").asString()).isEqualTo("Bearer");
        assertThat(tokens.body().get("scope").asString().split(" ")).containsExactlyInAnyOrder("sessions:read", "store:read");
        assertThat(shop.storeBy(tokens.access(), null)).isEqualTo(200);
        Tokens next = OAuthCalls.tokens(device.refresh(tokens.refresh()));
        assertThat(shop.storeBy(next.access(), null)).isEqualTo(200);
        assertThat(device.waits(codes)).isEqualTo("invalid_grant");
        assertThat(shop.storeBy(next.access(), null)).as("what a device code gave that was shown again").isEqualTo(401);
        assertThat(shop.ended("replayed")).isEqualTo(1);
    }

    @Test
    void aPersonWhoGivesLessGivesLess() {
        Codes codes = device.begin("sessions:read wallet:read");
        CommandLine.agree(shop, CommandLine.state(shop.browser(), codes), "sessions:read", Map.of());
        Tokens tokens = device.tokens(codes);
        assertThat(tokens.body().get("scope").asString()).isEqualTo("sessions:read");
        assertThat(shop.storeBy(tokens.access(), null)).isEqualTo(403);
    }

    @Test
    void theDatabaseHoldsNoCode() {
        Codes codes = device.begin("sessions:read");
        String state = CommandLine.state(shop.browser(), codes);
        assertThat(shop.dump()).doesNotContain(codes.device(), codes.user(), codes.user().replace("-", ""), state);
        assertThat(shop.isActive(codes.device())).isFalse();
    }

    /** RFC 8628, section 3.5: each question that comes too fast adds five seconds, for all that follow. */
    @Test
    void aDeviceThatAsksTooFastIsSlowedDown() {
        Codes codes = device.begin("sessions:read");
        assertThat(device.waits(codes)).isEqualTo("authorization_pending");
        assertThat(device.waits(codes)).isEqualTo("slow_down");
        run.timePasses(Duration.ofSeconds(6));
        assertThat(device.waits(codes)).as("after the interval that it was told first").isEqualTo("slow_down");
        run.timePasses(Duration.ofSeconds(15));
        assertThat(device.waits(codes)).isEqualTo("authorization_pending");
        CommandLine.agree(shop, CommandLine.state(shop.browser(), codes), "sessions:read", Map.of());
        assertThat(device.tokens(codes).access()).as("nobody waits any more").startsWith("oat_");
    }

    @Test
    void aDeviceWhosePersonRefusesIsToldSo() {
        Codes codes = device.begin("sessions:read");
        String state = CommandLine.state(shop.browser(), codes);
        CommandLine.agree(shop, state, "", Map.of("store", "", "mode", ""));
        assertThat(shop.browser().get("/oauth2/device").body()).contains("You refused");
        assertThat(device.waits(codes)).isEqualTo("access_denied");
        assertThat(CommandLine.enter(shop.browser(), codes.user()).body()).contains(UNKNOWN);
        assertThat(shop.grants()).isZero();
    }

    @Test
    void aCodeIsWorthNothingAfterTenMinutes() {
        Codes codes = device.begin("sessions:read");
        Codes late = device.begin("sessions:read");
        String state = CommandLine.state(shop.browser(), late);
        run.timePasses(Duration.ofSeconds(601));
        assertThat(device.waits(codes)).isEqualTo("expired_token");
        assertThat(CommandLine.enter(shop.browser(), codes.user()).body()).contains(UNKNOWN);
        assertThat(shop.browser().get("/oauth2/consent?state=" + state).statusCode()).isEqualTo(404);
        assertThat(CommandLine.agreeUnasked(shop, state, "sessions:read").statusCode()).isEqualTo(400);
        assertThat(shop.grants()).isZero();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            client_id | '' | 400 | invalid_request
            client_id | app_00000000000000000000000000 | 401 | invalid_client
            client_id | nonsense | 401 | invalid_client
            client_secret | cks_made_up | 401 | invalid_client
            scope | '' | 400 | invalid_scope
            scope | wallet:sign | 400 | invalid_scope
            scope | sessions:read nonsense | 400 | invalid_scope
            """)
    void aRequestThatIsWrongIsRefused(String parameter, String value, int status, String error) {
        HttpResponse<String> answer = device.ask(Map.of(parameter, value));
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(OAuthCalls.error(answer)).isEqualTo(error);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            client_id | '' | invalid_request
            client_id | app_00000000000000000000000000 | invalid_client
            device_code | '' | invalid_request
            device_code | nonsense | invalid_grant
            grant_type | authorization_code | invalid_client
            """)
    void aQuestionThatIsWrongIsRefused(String parameter, String value, String error) {
        assertThat(OAuthCalls.error(device.poll(device.begin("sessions:read").device(), Map.of(parameter, value)))).isEqualTo(error);
    }

    @Test
    void aRegisteredAppIsConnectedByTheCodeGrantAlone() {
        Map<String, String> app = Map.of("client_id", shop.clientId(), "client_secret", shop.secret());
        assertThat(OAuthCalls.error(device.ask(app))).isEqualTo("unauthorized_client");
        Codes codes = device.agreed(shop, "sessions:read");
        assertThat(OAuthCalls.error(device.poll(codes.device(), app))).isEqualTo("unauthorized_client");
        assertThat(device.tokens(codes).access()).startsWith("oat_");
    }

    /** The command line has no address to be sent back to; and with one it would not be a client of the code grant. */
    @Test
    void nobodyIsSentAnywhereInTheNameOfTheCommandLine() throws SQLException {
        for (String client : List.of(CommandLine.CLIENT_ID, otherClient(shop.callback()))) {
            HttpResponse<String> answer = shop.ask(Map.of("client_id", client));
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.headers().firstValue("Location")).isEmpty();
        }
    }

    @Test
    void theCodeOfAnAppIsNothingToTheCommandLine() {
        String code = shop.code("sessions:read");
        HttpResponse<String> answer = device.poll("", Map.of("grant_type", "authorization_code", "code", code, "redirect_uri",
                shop.callback(), "code_verifier", ConnectedShop.VERIFIER));
        assertThat(OAuthCalls.error(answer)).isEqualTo("invalid_grant");
        assertThat(shop.exchangeFails(code)).as("a code that came to a stranger").isEqualTo("invalid_grant");
    }

    @Test
    void aDeviceCodeBelongsToTheClientThatAskedForIt() throws Exception {
        String clientId = otherClient("https://other.example/callback");
        Codes codes = device.agreed(shop, "sessions:read");
        assertThat(OAuthCalls.error(device.poll(codes.device(), Map.of("client_id", clientId)))).isEqualTo("invalid_grant");
        assertThat(device.waits(codes)).as("a code that came to a stranger").isEqualTo("access_denied");
    }

    /** Another client of the device grant, though it has an address and a scope as those of the code grant have. */
    private String otherClient(String address) throws SQLException {
        UUID other = UUID.randomUUID();
        try (Connection database = run.superuser();
                PreparedStatement insert = database.prepareStatement("insert into oauth.app (id, kind, name, redirect_uris, scopes,"
                        + " confidential, created_at, updated_at)"
                        + " values (?, 'cli', 'Other', array[?], array['sessions:read'], false, now(), now())")) {
            insert.setObject(1, other);
            insert.setString(2, address);
            insert.executeUpdate();
        }
        return IdKind.APP.format(other);
    }

    @Test
    void aTokenIsBoundToTheKeyOfItsProof() {
        DpopKey key = new DpopKey(run.clock);
        Tokens tokens = device.tokens(device.agreed(shop, "store:read"), key);
        assertThat(tokens.body().get("token_type").asString()).isEqualTo("DPoP");
        assertThat(shop.storeBy(tokens.access(), null)).isEqualTo(401);
        assertThat(shop.storeBy(tokens.access(), key)).isEqualTo(200);
        assertThat(OAuthCalls.error(device.refresh(tokens.refresh()))).as("without a proof").isEqualTo("invalid_grant");
    }

    @Test
    void aCodeIsTypedAsAnybodyWouldTypeIt() {
        Codes codes = device.begin("sessions:read");
        String typed = " " + codes.user().replace("-", " ").toLowerCase(Locale.ROOT);
        assertThat(CommandLine.enter(shop.browser(), typed).statusCode()).isEqualTo(302);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "BCDF-GHJK", "BCDF-GHJ", "ABCD-EFGH", "BCDF-GHJKL", "1234-5678", "<b>BCDF-GHJK</b>"})
    void aCodeThatIsNoneIsRefused(String typed) {
        HttpResponse<String> answer = CommandLine.enter(shop.browser(), typed);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains(UNKNOWN).doesNotContain("<b>BCDF");
    }

    @Test
    void aCodeBelongsToWhoeverEnteredItFirstAndIsAnsweredOnce() {
        ConnectedShop other = ConnectedShop.open(run);
        Codes codes = device.begin("sessions:read");
        String first = CommandLine.state(shop.browser(), codes);
        assertThat(CommandLine.enter(other.browser(), codes.user()).body()).contains(UNKNOWN);
        String state = CommandLine.state(shop.browser(), codes);
        assertThat(shop.browser().get("/oauth2/consent?state=" + first).statusCode()).as("replaced by the next").isEqualTo(404);
        assertThat(CommandLine.agree(shop, state, "sessions:read", Map.of()).statusCode()).isEqualTo(302);
        assertThat(shop.browser().get("/oauth2/device").body()).contains("The device is connected");
        assertThat(CommandLine.enter(shop.browser(), codes.user()).body()).contains(UNKNOWN);
        assertThat(shop.grants()).isEqualTo(1);
    }

    @Test
    void whoeverGuessesIsStopped() {
        Codes codes = device.begin("sessions:read");
        for (int i = 0; i < 10; i++) {
            assertThat(CommandLine.enter(shop.browser(), "BCDF-GHJK").statusCode()).isEqualTo(400);
        }
        HttpResponse<String> stopped = CommandLine.enter(shop.browser(), codes.user());
        assertThat(stopped.statusCode()).isEqualTo(429);
        assertThat(stopped.body()).contains("Too many wrong codes");
    }

    @Test
    void aLinkOnlyFillsTheCodeIn() {
        Codes codes = device.begin("sessions:read");
        String link = codes.body().get("verification_uri_complete").asString();
        String page = shop.browser().get(link).body();
        assertThat(page).contains("value=\"" + codes.user() + "\"").contains("Is this the code that your device shows?");
        assertThat(shop.browser().post("/oauth2/device", AppBrowser.fields("user_code", codes.user())).statusCode())
                .as("without the form's token").isEqualTo(403);
        HttpResponse<String> stranger = new AppBrowser(run.text("baseUrl")).get(link);
        assertThat(stranger.headers().firstValue("Location").orElseThrow()).endsWith("/login");
        assertThat(device.waits(codes)).isEqualTo("authorization_pending");
    }

    @Test
    void theServerDescribesIt() {
        var metadata = Api.JSON.readTree(shop.browser().get("/.well-known/oauth-authorization-server").body());
        assertThat(metadata.get("device_authorization_endpoint").asString())
                .isEqualTo(run.text("baseUrl") + "/oauth2/device_authorization");
        assertThat(metadata.get("grant_types_supported").toString()).contains(CommandLine.GRANT);
    }
}
