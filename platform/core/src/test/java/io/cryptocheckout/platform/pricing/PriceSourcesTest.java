package io.cryptocheckout.platform.pricing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.sun.net.httpserver.HttpServer;
import io.cryptocheckout.platform.refusal.Refusal;
import io.cryptocheckout.platform.refusal.Refused;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

/** The public sources against a local server that answers as they do, and as they do on a bad day. */
class PriceSourcesTest {

    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
    private static final long SECONDS = NOW.getEpochSecond();

    private record Canned(int status, String type, String body) {}

    private final Map<String, Canned> answers = new ConcurrentHashMap<>();
    private final CountDownLatch hanging = new CountDownLatch(1);
    private HttpServer server;
    private String base;
    private Prices prices;
    private PriceRefresh refresh;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> {
            Canned canned = answers.getOrDefault(exchange.getRequestURI().toString(),
                    new Canned(404, "text/plain", "not here"));
            if (canned.status() == 0) {
                await(hanging);
            }
            byte[] body = canned.body().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", canned.type());
            exchange.sendResponseHeaders(canned.status() == 0 ? 200 : canned.status(), body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        base = "http://127.0.0.1:" + server.getAddress().getPort();
        everybodySays("3000.00");
        use(settings(Map.of("binance", base, "bitstamp", base, "coinbase", base, "coingecko", base, "kraken", base)));
    }

    @AfterEach
    void stop() {
        hanging.countDown();
        server.stop(0);
    }

    @Test
    void each_source_is_read_in_its_own_format() throws Exception {
        refresh.once();

        assertThat(prices.quote("ETH", "USD").sources()).containsExactly("bitstamp", "coinbase", "coingecko", "kraken");
        assertThat(prices.quote("ETH", "EUR").sources()).containsExactly("binance", "bitstamp", "coinbase", "coingecko",
                "kraken");
        assertThat(prices.quote("ETH", "CHF").sources()).containsExactly("coinbase", "coingecko", "kraken");
        assertThat(prices.quote("ETH", "USD").value()).isEqualByComparingTo("3000");
        assertThat(prices.health().up()).isTrue();
        assertThat(prices.health().sources()).allSatisfy(s -> assertThat(s.trouble()).isNull());
    }

    @Test
    void a_currency_that_only_one_source_quotes_is_refused() throws Exception {
        refresh.once();

        assertRefused("ETH", "ISK");
    }

    @Test
    void a_page_of_html_a_403_a_time_out_and_a_lie_leave_the_honest_rest() throws Exception {
        answers.put(bitstamp("ethusd"), new Canned(200, "text/html", "<!doctype html><h1>Checking your browser</h1>"));
        answers.put(bitstamp("etheur"), new Canned(200, "text/html", "<!doctype html><h1>Checking your browser</h1>"));
        answers.put(COINGECKO, new Canned(403, "application/json", "{\"status\":{\"error_code\":10010}}"));
        refresh.once();

        assertThat(prices.quote("ETH", "USD").sources()).containsExactly("coinbase", "kraken");
        assertThat(prices.health().sources()).extracting("name", "trouble").contains(
                tuple("bitstamp", "answered something that is not JSON"), tuple("coingecko", "answered 403"));
    }

    @Test
    void a_source_that_never_answers_is_given_up_after_its_time() throws Exception {
        answers.put(KRAKEN, new Canned(0, "application/json", "{}"));
        refresh.once();

        assertThat(prices.quote("ETH", "USD").sources()).containsExactly("bitstamp", "coinbase", "coingecko");
        assertThat(prices.health().sources()).extracting("name", "trouble")
                .contains(tuple("kraken", "no answer within 400 ms"));
    }

    @Test
    void a_source_that_lies_by_half_is_left_out() throws Exception {
        answers.put(KRAKEN, kraken("1500.00"));
        refresh.once();

        Quote quote = prices.quote("ETH", "USD");
        assertThat(quote.sources()).doesNotContain("kraken");
        assertThat(quote.value()).isEqualByComparingTo("3000");
    }

    @Test
    void with_one_honest_source_and_one_liar_there_is_no_price_and_the_health_says_so() throws Exception {
        answers.put(KRAKEN, kraken("1500.00"));
        use(settings(Map.of("binance", "", "bitstamp", "", "coinbase", base, "coingecko", "", "kraken", base)));
        refresh.once();

        assertRefused("ETH", "USD");
        Health health = new PricesHealthIndicator(prices).health();
        assertThat(health.getStatus()).isEqualTo(Status.DOWN);
        assertThat(health.getDetails().get("unquotable").toString()).contains("ETH", "more than 1 %");
    }

    @Test
    void answers_in_an_unforeseen_shape_are_trouble_and_no_price() throws Exception {
        answers.put(KRAKEN, json("[1,2,3]"));
        answers.put(COINGECKO, json("{\"ethereum\":{\"usd\":\"NaN\",\"last_updated_at\":" + SECONDS + "}}"));
        answers.put(bitstamp("ethusd"), json("{\"last\":-3000,\"timestamp\":\"" + SECONDS + "\"}"));
        answers.put(bitstamp("etheur"), json("{\"last\":\"3000\"}"));
        answers.put(coinbase("ETH"), json("{\"data\":{\"currency\":\"BTC\",\"rates\":{\"USD\":\"90000\"}}}"));
        refresh.once();

        assertRefused("ETH", "USD");
        assertThat(prices.health().sources())
                .filteredOn(s -> !s.name().equals("binance") && !s.name().equals("bitstamp"))
                .allSatisfy(s -> assertThat(s.trouble()).isEqualTo("answered without a price"));
    }

    @Test
    void an_answer_the_source_itself_dates_too_old_does_not_count() throws Exception {
        answers.put(COINGECKO, coingecko("3000.00", SECONDS - 61));
        refresh.once();

        assertThat(prices.quote("ETH", "USD").sources()).doesNotContain("coingecko");
    }

    @Test
    void before_the_first_round_there_is_no_price() {
        assertRefused("ETH", "USD");
    }

    @Test
    void a_dollar_coin_at_par_costs_one_dollar_while_it_holds_its_peg() throws Exception {
        answers.put(KRAKEN, json("{\"error\":[],\"result\":{\"USDCUSD\":{\"c\":[\"0.9991\",\"1\"]}}}"));
        answers.put(coinbase("USDC"), json("{\"data\":{\"currency\":\"USDC\",\"rates\":{\"USD\":\"1.0\"}}}"));
        use(settings(List.of("USDC"), onlyCoinbaseAndKraken()));
        refresh.once();

        assertThat(prices.quote("USDC", "USD").value()).isEqualByComparingTo("0.99955");
        assertThat(prices.quoteAtPar("USDC", "USD").value()).isEqualByComparingTo("1");
    }

    @Test
    void a_dollar_coin_that_lost_its_peg_is_refused_at_par() throws Exception {
        answers.put(KRAKEN, json("{\"error\":[],\"result\":{\"USDCUSD\":{\"c\":[\"0.88\",\"1\"]}}}"));
        answers.put(coinbase("USDC"), json("{\"data\":{\"currency\":\"USDC\",\"rates\":{\"USD\":\"0.88\"}}}"));
        use(settings(List.of("USDC"), onlyCoinbaseAndKraken()));
        refresh.once();

        assertThatThrownBy(() -> prices.quoteAtPar("USDC", "USD")).isInstanceOf(Refused.class)
                .hasMessageContaining("peg");
    }

    @Test
    void fixed_prices_carry_their_own_name_and_ask_nobody() throws Exception {
        use(new PricingProperties(List.of("ETH"), Duration.ofSeconds(15), Duration.ofMillis(400), Map.of(),
                Map.of("ETH", Map.of("USD", new BigDecimal("2500"))), "fixed (local default)"));
        refresh.once();

        assertThat(prices.quote("ETH", "USD"))
                .isEqualTo(new Quote(new BigDecimal("2500.00"), "USD", List.of("fixed (local default)"), NOW, new BigDecimal("2500.00")));
        assertRefused("ETH", "EUR");
    }

    @Test
    void fixed_prices_are_refused_in_production() {
        PricingProperties fixed = new PricingProperties(List.of("ETH"), Duration.ofSeconds(15), Duration.ofSeconds(5),
                Map.of(), Map.of("ETH", Map.of("USD", BigDecimal.TEN)), "fixed");

        assertThatThrownBy(() -> PricingConfiguration.sources(fixed, true))
                .hasMessageContaining("checkout.pricing.fixed");
    }

    private void assertRefused(String symbol, String currency) {
        assertThatThrownBy(() -> prices.quote(symbol, currency))
                .isInstanceOfSatisfying(Refused.class, r -> assertThat(r.refusal()).isEqualTo(Refusal.RATE_UNAVAILABLE));
    }

    private void use(PricingProperties settings) {
        List<PriceSource> sources = PricingConfiguration.sources(settings, false);
        PriceBoard board = new PriceBoard(sources);
        Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
        prices = new Prices(board, settings.symbols(), !settings.fixed().isEmpty(), clock);
        refresh = new PriceRefresh(sources, settings, board, clock);
    }

    private static PricingProperties settings(Map<String, String> urls) {
        return settings(List.of("ETH"), urls);
    }

    private static PricingProperties settings(List<String> symbols, Map<String, String> urls) {
        return new PricingProperties(symbols, Duration.ofSeconds(15), Duration.ofMillis(400), urls, Map.of(), "fixed");
    }

    private Map<String, String> onlyCoinbaseAndKraken() {
        answers.put("/0/public/Ticker?pair=USDCUSD,USDCEUR,USDCGBP,USDCCAD,USDCCHF,USDCAUD", answers.get(KRAKEN));
        return Map.of("binance", "", "bitstamp", "", "coinbase", base, "coingecko", "", "kraken", base);
    }

    private static final String KRAKEN = "/0/public/Ticker?pair=ETHUSD,ETHEUR,ETHGBP,ETHCAD,ETHCHF,ETHJPY,ETHAUD";
    private static final String COINGECKO = "/api/v3/simple/price?include_last_updated_at=true&precision=full"
            + "&ids=ethereum&vs_currencies=usd,eur,gbp,chf,cad,aud,nzd,jpy,cny,hkd,sgd,twd,krw,inr,idr,myr,thb,php,vnd,"
            + "pkr,bdt,lkr,mmk,aed,sar,kwd,bhd,ils,try,rub,uah,pln,czk,huf,dkk,nok,sek,gel,brl,mxn,ars,clp,zar,ngn,bmd";

    private static String bitstamp(String market) {
        return "/api/v2/ticker/" + market + "/";
    }

    private static String coinbase(String symbol) {
        return "/v2/exchange-rates?currency=" + symbol;
    }

    private static Canned json(String body) {
        return new Canned(200, "application/json", body);
    }

    private void everybodySays(String price) {
        answers.put(coinbase("ETH"),
                json("""
						{"data":{"currency":"ETH","rates":{"AED":"11017.5","BTC":"0.0334","CHF":"%1$s","EUR":"%1$s","ISK":"%1$s","USD":"%1$s"}}}"""
                        .formatted(price)));
        answers.put(KRAKEN, kraken(price));
        answers.put(COINGECKO, coingecko(price, SECONDS - 30));
        for (String market : List.of("ethusd", "etheur")) {
            answers.put(bitstamp(market),
                    json("""
							{"timestamp":"%d","open":"2950.1","high":"3050","low":"2900","last":"%s","volume":"1021.5","vwap":"2990","bid":"2999.9","ask":"3000.1","side":"0","open_24":"2950.1","percent_change_24":"1.70"}"""
                            .formatted(SECONDS, price)));
        }
        answers.put("/api/v3/ticker/24hr?symbol=ETHEUR",
                json("""
						{"symbol":"ETHEUR","priceChange":"-12.1","lastPrice":"%s","lastQty":"0.1","openTime":%d,"closeTime":%d,"count":76}"""
                        .formatted(price, NOW.toEpochMilli() - 86_400_000, NOW.toEpochMilli() + 700)));
    }

    private static Canned kraken(String price) {
        return json("""
				{"error":[],"result":{"XETHZUSD":{"a":["3000.1","5","5.000"],"b":["2999.9","1","1.000"],"c":["%1$s","0.1"],"o":"2950.0"},\
				"XETHZEUR":{"c":["%1$s","0.1"]},"ETHCHF":{"c":["%1$s","0.1"]}}}"""
                .formatted(price));
    }

    private static Canned coingecko(String price, long seconds) {
        return json("""
				{"ethereum":{"usd":%1$s,"eur":%1$s,"chf":%1$s,"last_updated_at":%2$d}}""".formatted(price, seconds));
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
