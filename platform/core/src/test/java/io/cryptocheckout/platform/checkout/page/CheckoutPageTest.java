package io.cryptocheckout.platform.checkout.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import io.cryptocheckout.platform.authority.Scope;
import io.cryptocheckout.platform.chain.CheckoutChainProperties;
import io.cryptocheckout.platform.chain.Networks;
import io.cryptocheckout.platform.checkout.PublicSession;
import io.cryptocheckout.platform.id.IdKind;
import io.cryptocheckout.plugin.Block;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.thymeleaf.spring6.SpringTemplateEngine;
import org.thymeleaf.spring6.view.ThymeleafViewResolver;
import org.thymeleaf.templateresolver.ClassLoaderTemplateResolver;

/** The page as a browser gets it. */
class CheckoutPageTest {

    private static final String ID = IdKind.CHECKOUT_SESSION.format(Sessions.ID);
    private static final int LARGEST_STYLE = 15_000;
    private static final int LARGEST_PAGE = 60_000;
    private static final Pattern INLINE = Pattern.compile("<script(?![^>]* src=)|<style|\\son[a-z]+=|\\sstyle=|javascript:");

    private PublicSession shown = Sessions.with("pending");
    private final MockMvc browser = browser();

    @ParameterizedTest
    @ValueSource(strings = {"pending", "underpaid", "detected", "paid", "paid_late", "expired", "failed", "canceled"})
    void every_state_is_a_small_page_without_anything_inline_or_from_elsewhere(String status) throws Exception {
        for (String language : List.of("en", "de", "es", "fr")) {
            for (PublicSession session : List.of(Sessions.with(status), Sessions.closed(status, "overpaid"))) {
                shown = session;
                String html = page(language).getContentAsString();

                assertThat(html).contains("<html lang=\"" + language + "\"", "data-status=\"" + status + "\"");
                assertThat(INLINE.matcher(html).find()).isFalse();
                assertThat(Pattern.compile("(href|src|action)=\"(https?:)?//(?!shop\\.example)").matcher(html).find()).isFalse();
                assertThat(html.length() + size("css") + size("js")).isLessThan(LARGEST_PAGE);
            }
        }
        assertThat(size("css")).isLessThan(LARGEST_STYLE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"pending", "underpaid", "paid"})
    void what_plugins_add_is_text_whatever_it_looks_like(String status) throws Exception {
        shown = Sessions.with(status);
        List<Block> blocks = List.of(Block.text("<script>alert(1)</script>", "${7*7} <img src=x onerror=alert(1)>"),
                Block.text("", "Plain"),
                Block.line("Points & more", "+5"));
        String html = browser(blocks).perform(get("/checkout/" + ID)).andReturn().getResponse().getContentAsString();
        assertThat(html).contains("&lt;script&gt;alert(1)&lt;/script&gt;", "${7*7} &lt;img src=x onerror=alert(1)&gt;", "Points &amp; more",
                "+5");
        assertThat(html).doesNotContain("<img src=x", "<h3></h3>");
        assertThat(INLINE.matcher(html.replace("&lt;img src=x onerror=", "")).find()).isFalse();
    }

    @Test
    void it_names_the_shop_the_amount_the_address_and_what_to_send_only() throws Exception {
        String html = page("en").getContentAsString();

        assertThat(html).contains("Nordlicht &amp; &lt;Söhne&gt;", "<strong data-copy=\"amount\">0.008</strong>",
                "data-copy=\"address\">" + Sessions.ADDRESS + "<", "Send only ETH on the Local chain network.",
                "href=\"https://shop.example/cart\"");
    }

    @Test
    void the_policy_allows_only_ourselves_and_the_shops_logo() throws Exception {
        assertThat(page("en").getHeader("Content-Security-Policy")).isEqualTo("default-src 'none'; script-src 'self'; style-src 'self'; "
                + "img-src 'self' data: https://shop.example:8443; connect-src 'self'; form-action 'self'; base-uri 'none'; "
                + "frame-ancestors 'none'");
    }

    @Test
    void without_scripts_it_reloads_itself_only_while_something_may_still_happen() throws Exception {
        assertThat(page("en").getContentAsString()).contains("<noscript><meta http-equiv=\"refresh\"");
        shown = Sessions.closed("paid");
        assertThat(page("en").getContentAsString()).doesNotContain("http-equiv").contains("href=\"https://shop.example/ok?s=1\"");
    }

    @Test
    void a_paid_page_shows_no_address_to_pay_to_any_more() throws Exception {
        shown = Sessions.closed("expired");

        assertThat(page("en").getContentAsString()).doesNotContain(Sessions.ADDRESS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"cs_00000000000000000000000000", "cs_1", "we_00000000000000000000000000", "%3Cscript%3E"})
    void what_does_not_exist_is_a_page_that_says_so(String id) throws Exception {
        MockHttpServletResponse response = browser.perform(get(java.net.URI.create("/checkout/" + id))).andReturn().getResponse();

        assertThat(response.getStatus()).isEqualTo(404);
        assertThat(response.getContentAsString()).contains("There is no such payment").doesNotContain("<script>");
    }

    @Test
    void the_state_for_polling_says_when_the_page_has_grown_old() throws Exception {
        String before = state();
        shown = Sessions.with("detected");

        assertThat(before).contains("\"fingerprint\":\"7-pending-1\"", "\"status\":\"pending\"");
        assertThat(state()).contains("\"fingerprint\":\"7-detected-1\"").doesNotContain("metadata", "reference", "customer");
    }

    @Test
    void another_sites_form_cannot_press_the_test_wallets_button() throws Exception {
        var fromElsewhere = post("/checkout/" + ID + "/pay").param("pay", "31337-native").param("how", "exact");

        assertThat(status(fromElsewhere.header("Sec-Fetch-Site", "cross-site"))).isEqualTo(403);
        assertThat(status(post("/checkout/" + ID + "/pay").param("pay", "31337-native").param("how", "exact")
                .header("Host", "localhost:8080").header("Origin", "https://evil.example"))).isEqualTo(403);
    }

    @Test
    void the_test_wallet_is_there_only_on_its_own_chain_in_test_mode() throws Exception {
        assertThat(page("en").getContentAsString()).contains("Pay from the test wallet");
        shown = live(shown);
        assertThat(page("en").getContentAsString()).doesNotContain("Pay from the test wallet");
        assertThat(status(post("/checkout/" + ID + "/pay").param("pay", "31337-native").param("how", "exact"))).isEqualTo(404);
    }

    private static PublicSession live(PublicSession s) {
        return new PublicSession(s.id(), new Scope(s.scope().storeId(), true), s.store(), s.status(), s.exceptions(), s.fiat(), s.address(),
                s.options(), s.confirmations(),
                s.confirmationsRequired(), s.back(), s.createdAt(), s.expiresAt(), s.version());
    }

    private MockHttpServletResponse page(String language) throws Exception {
        return browser.perform(get("/checkout/" + ID).header("Accept-Language", language)).andReturn().getResponse();
    }

    private String state() throws Exception {
        return browser.perform(get("/checkout/" + ID + "/status")).andReturn().getResponse().getContentAsString();
    }

    private int status(org.springframework.test.web.servlet.RequestBuilder request) throws Exception {
        return browser.perform(request).andReturn().getResponse().getStatus();
    }

    private static int size(String extension) throws IOException {
        try (InputStream in = CheckoutPageTest.class.getResourceAsStream("/static/checkout-assets/checkout." + extension)) {
            return in.readAllBytes().length;
        }
    }

    private MockMvc browser() {
        return browser(List.of());
    }

    private MockMvc browser(List<Block> blocks) {
        CheckoutPageProperties settings = new CheckoutPageProperties(2, 2, "'none'", 31337L);
        Source sessions = Sessions.source(() -> shown, blocks);
        Clock clock = Clock.fixed(Sessions.NOW, ZoneOffset.UTC);
        TestWallet wallet = new TestWallet(settings,
                new Networks(new CheckoutChainProperties(Map.of(), Map.of(), Duration.ofHours(20)), List.of()));
        LiveStreams streams = new LiveStreams(sessions, settings);
        return MockMvcBuilders.standaloneSetup(
                new CheckoutPageController(sessions, streams, wallet, new PageHeaders(settings), clock),
                new TestPayment(sessions, wallet, clock)).setViewResolvers(thymeleaf()).build();
    }

    private static ThymeleafViewResolver thymeleaf() {
        ClassLoaderTemplateResolver templates = new ClassLoaderTemplateResolver();
        templates.setPrefix("templates/");
        templates.setSuffix(".html");
        templates.setCharacterEncoding("UTF-8");
        SpringTemplateEngine engine = new SpringTemplateEngine();
        engine.setTemplateResolver(templates);
        ThymeleafViewResolver views = new ThymeleafViewResolver();
        views.setTemplateEngine(engine);
        views.setCharacterEncoding("UTF-8");
        return views;
    }
}
