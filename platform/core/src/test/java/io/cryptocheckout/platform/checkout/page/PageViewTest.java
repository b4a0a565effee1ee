package io.cryptocheckout.platform.checkout.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.cryptocheckout.platform.checkout.QrSvg;
import io.cryptocheckout.platform.checkout.page.PageView.Choice;
import io.cryptocheckout.platform.checkout.page.PageView.Stage;
import java.math.BigInteger;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the page shows for every state of a session. */
class PageViewTest {

    @ParameterizedTest(name = "{0} with its window {1} shows {2}")
    @CsvSource({"pending, open, PAY", "pending, closed, CHECKING", "underpaid, open, TOP_UP", "underpaid, closed, CLOSED",
            "detected, open, CONFIRMING", "detected, closed, CONFIRMING", "paid, open, DONE", "paid_late, closed, DONE",
            "expired, closed, CLOSED", "failed, closed, CLOSED", "canceled, open, CLOSED"})
    void every_status_has_its_stage(String status, String window, Stage stage) {
        var session = window.equals("open") ? Sessions.with(status) : Sessions.closed(status);

        assertThat(PageView.of(session, null, Sessions.NOW).stage()).isEqualTo(stage);
    }

    @Test
    void the_last_moment_of_the_window_is_open() {
        var session = Sessions.with("pending");

        assertThat(PageView.stage(session, session.expiresAt())).isEqualTo(Stage.PAY);
        assertThat(PageView.stage(session, session.expiresAt().plusMillis(1))).isEqualTo(Stage.CHECKING);
    }

    @Test
    void the_first_option_is_chosen_unless_another_one_is_wanted() {
        var session = Sessions.with("pending");

        assertThat(PageView.of(session, null, Sessions.NOW).chosen().symbol()).isEqualTo("ETH");
        assertThat(PageView.of(session, "31337-" + Sessions.USDC, Sessions.NOW).chosen().symbol()).isEqualTo("USDC");
        assertThat(PageView.of(session, "<script>", Sessions.NOW).chosen().symbol()).isEqualTo("ETH");
        assertThat(PageView.of(session, null, Sessions.NOW).choices()).extracting(Choice::selected).containsExactly(true, false);
    }

    @Test
    void the_code_is_the_sessions_own_link_and_what_is_due_is_shown() {
        var view = PageView.of(Sessions.with("underpaid"), null, Sessions.NOW);

        assertThat(view.qr().text()).isEqualTo("ethereum:" + Sessions.ADDRESS + "@31337?value=8000000000000000");
        assertThat(view.due()).isEqualTo("0.008");
        assertThat(view.chosen().dueUnitsHex()).isEqualTo("0x1c6bf526340000");
    }

    @Test
    void the_code_for_a_token_is_the_plain_address() {
        var view = PageView.of(Sessions.with("pending"), "31337-" + Sessions.USDC, Sessions.NOW);

        assertThat(view.qr().text()).isEqualTo(Sessions.ADDRESS);
        assertThat(view.due()).isEqualTo("20");
    }

    @Test
    void the_remaining_time_is_minutes_and_seconds_with_hours_in_front_where_there_are_any() {
        var session = Sessions.with("pending");

        assertThat(PageView.of(session, null, session.expiresAt().minusSeconds(61)).remaining()).isEqualTo("01:01");
        assertThat(PageView.of(session, null, session.expiresAt().minus(Duration.ofHours(30))).remaining()).isEqualTo("30:00:00");
        assertThat(PageView.of(session, null, session.expiresAt().plusSeconds(5)).remaining()).isEqualTo("00:00");
    }

    @Test
    void the_path_of_the_code_has_a_quiet_zone_of_four_modules() {
        QrSvg qr = QrSvg.of(Sessions.ADDRESS);

        assertThat(qr.path()).startsWith("M4 4h7v1h-7z");
        assertThat(qr.side()).isEqualTo(29 + 8);
    }

    @Test
    void the_test_wallet_sends_less_exactly_or_more() {
        BigInteger due = BigInteger.valueOf(1000);

        assertThat(TestPayment.units(due, "less")).isLessThan(due).isPositive();
        assertThat(TestPayment.units(due, "exact")).isEqualTo(due);
        assertThat(TestPayment.units(due, "more")).isGreaterThan(due);
        assertThat(TestPayment.units(BigInteger.ONE, "less")).isPositive();
    }

    @ParameterizedTest
    @CsvSource({"#ffffff, #000", "#000000, #fff", "#0f766e, #fff", "#ffd700, #000", "#1d4ed8, #fff"})
    void text_on_the_stores_colour_can_be_read(String colour, String text) {
        assertThat(Theme.css(colour)).isEqualTo(":root{--brand:" + colour + ";--on-brand:" + text + "}");
    }

    @Test
    void a_colour_that_is_none_makes_no_style() {
        assertThat(Theme.css("red}body{display:none")).isEmpty();
        assertThat(Theme.css(null)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"de-AT,de;q=0.9,en;q=0.8 | de", "fr | fr", "pt-BR,es;q=0.5 | es", "ja | en", "'' | en",
            "*;q=broken | en", "en-GB,de;q=0.5 | en"})
    void the_language_is_the_customers_where_we_have_it(String header, String language) {
        assertThat(Words.forHeader(header).language()).isEqualTo(language);
    }

    @Test
    void every_language_has_every_text() throws Exception {
        Set<Object> english = texts("");
        for (String language : new String[]{"_de", "_es", "_fr"}) {
            assertThat(texts(language)).as(language).isEqualTo(english);
        }
    }

    private static Set<Object> texts(String language) throws Exception {
        var texts = new java.util.Properties();
        try (var in = PageViewTest.class.getResourceAsStream("/checkout-page/texts" + language + ".properties")) {
            texts.load(new java.io.InputStreamReader(in, java.nio.charset.StandardCharsets.UTF_8));
        }
        return new HashSet<>(texts.keySet());
    }
}
