package io.cryptocheckout.plugins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cryptocheckout.plugin.Json;
import io.cryptocheckout.plugin.testing.PluginTester;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class ChatNotificationsTest {
    private static final String SLACK = "https://hooks.slack.com/services/T0/B0/x";

    private final PluginTester tester = PluginTester.of(new ChatNotifications());

    @Test
    void slackGetsTextInWhichNothingIsMarkup() throws Exception {
        tester.setting("url", SLACK).answers(SLACK, 200, "ok").notice("session.paid", "Order <!channel> & co. is paid", "49.99 EUR");

        assertThat(tester.requests()).singleElement().satisfies(request -> {
            assertThat(request.headers()).containsEntry("content-type", "application/json");
            assertThat(Json.object(request.body()).text("text").orElseThrow())
                    .startsWith("Example store (test): Order &lt;!channel&gt; &amp; co. is paid\n49.99 EUR\nhttps://");
        });
    }

    @Test
    void discordIsToldToAddressNobody() throws Exception {
        String url = "https://discord.com/api/webhooks/1/x";
        tester.live().setting("service", "discord").setting("url", url).answers(url, 204, "").notice("session.paid", "@everyone", "x");

        assertThat(tester.requests().getFirst().body()).contains("\"allowed_mentions\":{\"parse\":[]}")
                .contains("Example store: @everyone");
    }

    @Test
    void telegramIsToldWhichChat() throws Exception {
        String url = "https://api.telegram.org/bot1:x/sendMessage";
        tester.setting("service", "telegram").setting("chat", "@shop").setting("url", url).answers(url, 200, "{\"ok\":true}")
                .notice("funds.unmatched", "Money that belongs to no payment", "0.1 ETH");

        assertThat(Json.object(tester.requests().getFirst().body()).text("chat_id")).contains("@shop");
    }

    @Test
    void whoWantsProblemsHearsOfNothingElse() throws Exception {
        tester.setting("url", SLACK).setting("tell", "problems").answers(SLACK, 200, "ok").notice("session.paid", "Paid", "x")
                .notice("session.underpaid", "Too little", "x");

        assertThat(tester.requests()).singleElement().satisfies(request -> assertThat(request.body()).contains("Too little"));
    }

    @Test
    void whoWantsPaymentsHearsOfNothingElse() throws Exception {
        tester.setting("url", SLACK).setting("tell", "payments").answers(SLACK, 200, "ok").notice("session.expired", "Over", "x")
                .notice("session.paid_late", "Late", "x");

        assertThat(tester.requests()).singleElement().satisfies(request -> assertThat(request.body()).contains("Late"));
    }

    @Test
    void whatIsNotTakenIsTheWorldsFaultAndTriedAgain() {
        tester.setting("url", SLACK).answers(SLACK, 429, "slow down");

        assertThatThrownBy(() -> tester.notice("session.paid", "Paid", "x")).isInstanceOf(IOException.class).hasMessageContaining("429");
    }
}
