package io.cryptocheckout.platform.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.cryptocheckout.platform.journey.CommandLine.Codes;
import io.cryptocheckout.platform.tenancy.Role;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a person answers to a device, and what of it counts. */
class DeviceConsentTest {
    private final LocalRun run = LocalRun.shared();
    private final ConnectedShop shop = ConnectedShop.open(run);
    private final CommandLine device = new CommandLine(run);

    /** The form of the consent page, bent: nothing is granted, and the device goes on waiting. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            state | nonsense
            store | store_00000000000000000000000000
            store | ''
            mode | both
            mode | ''
            scope | wallet:sign
            scope | ''
            """)
    void aBentAnswerIsRefused(String field, String value) {
        Codes codes = device.begin("sessions:read wallet:read");
        HttpResponse<String> answer = CommandLine.agree(shop, CommandLine.state(shop.browser(), codes), "sessions:read",
                Map.of(field, value));
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(shop.grants()).isZero();
        assertThat(device.waits(codes)).isEqualTo("authorization_pending");
    }

    /** A state works at the door that it was made for, and for the person who was asked. */
    @Test
    void aStateIsAnsweredByItsPersonAtItsOwnDoor() {
        ConnectedShop other = ConnectedShop.open(run);
        Codes codes = device.begin("sessions:read");
        String state = CommandLine.state(shop.browser(), codes);
        List<Map.Entry<String, String>> form = AppBrowser.fields("client_id", CommandLine.CLIENT_ID, "state", state, "scope",
                "sessions:read", "store", shop.store().id(), "mode", "test");
        assertThat(shop.browser().post("/oauth2/authorize", form).statusCode()).isEqualTo(400);
        assertThat(other.browser().submit(CommandLine.PAGE, CommandLine.ANSWER, AppBrowser.fields("state", state, "scope",
                "sessions:read", "store", other.store().id(), "mode", "test")).statusCode()).isEqualTo(400);
        assertThat(shop.browser().submit(CommandLine.PAGE, CommandLine.ANSWER, AppBrowser.fields("state",
                shop.state("sessions:read"), "scope", "sessions:read", "store", shop.store().id(), "mode", "test")).statusCode())
                .as("the state of an app's request").isEqualTo(400);
        assertThat(shop.grants() + other.grants()).isZero();
    }

    @Test
    void theConsentPageSaysThatItIsTheCommandLine() {
        Codes codes = device.begin("sessions:read wallet:read");
        HttpResponse<String> page = shop.browser().get("/oauth2/consent?state=" + CommandLine.state(shop.browser(), codes));
        assertThat(page.body()).contains("Crypto Checkout CLI").contains("Did you start this yourself");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow()).endsWith("form-action 'self'");
    }

    /** Between the page and the answer a right may be lost, and a form may be bent: what counts is held when the answer comes. */
    @Test
    void whatAPersonDoesNotHoldInTheStoreIsNotGiven() {
        ConnectedShop admin = shop.as(shop.store().colleague(Role.ADMIN));
        Codes codes = device.begin("sessions:read wallet:read");
        String state = CommandLine.state(admin.browser(), codes);
        assertThat(admin.browser().get("/oauth2/consent?state=" + state + "&place=" + shop.store().id() + ":test").body())
                .contains("not given: you may not do this here yourself")
                .contains("value=\"sessions:read\"").doesNotContain("value=\"wallet:read\"");
        HttpResponse<String> answer = CommandLine.agree(admin, state, "sessions:read wallet:read", Map.of());
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("An app can do no more than you can yourself in this store and mode.");
        assertThat(shop.grants()).isZero();
        assertThat(device.waits(codes)).isEqualTo("authorization_pending");
        CommandLine.agree(admin, CommandLine.state(admin.browser(), codes), "sessions:read", Map.of());
        assertThat(device.tokens(codes).body().get("scope").asString()).isEqualTo("sessions:read");
    }

    @Test
    void anAnswerIsTakenFromTheFormAlone() {
        Codes codes = device.begin("sessions:read");
        String state = CommandLine.state(shop.browser(), codes);
        assertThat(shop.browser().post(CommandLine.ANSWER, AppBrowser.fields("state", state, "scope", "sessions:read", "store",
                shop.store().id(), "mode", "test")).statusCode()).isEqualTo(403);
        assertThat(shop.grants()).isZero();
        assertThat(CommandLine.agree(shop, state, "sessions:read", Map.of()).statusCode()).isEqualTo(302);
    }
}
