package io.cryptocheckout.platform.checkout;

import static io.cryptocheckout.platform.checkout.CheckoutBench.id;
import static io.cryptocheckout.platform.checkout.CheckoutBench.json;
import static io.cryptocheckout.platform.checkout.CheckoutBench.wanted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cryptocheckout.jooq.checkout.Tables;
import io.cryptocheckout.platform.authority.Caller;
import io.cryptocheckout.platform.checkout.CheckoutSession.Customer;
import io.cryptocheckout.platform.checkout.CheckoutSession.Details;
import io.cryptocheckout.platform.database.Answer;
import io.cryptocheckout.platform.database.IdempotencyKey;
import io.cryptocheckout.platform.money.Fiat;
import io.cryptocheckout.platform.refusal.Refusal;
import io.cryptocheckout.platform.refusal.Refused;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Opening a session: what it shows, what is refused, and what a repetition gets. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CheckoutOpensTest {
    private final CheckoutBench bench = new CheckoutBench();
    private final Caller merchant = bench.merchant();

    @AfterAll
    void close() {
        bench.close();
    }

    @Test
    void aSessionShowsEverythingOfTheContract() {
        Details details = new Details("order-1", new Customer("ada@example.org", "Ada"), Map.of("orderId", "1"),
                "https://shop.example.org/ok?s={CHECKOUT_SESSION_ID}", "https://shop.example.org/cart");
        JsonNode session = json(
                bench.checkout().open(merchant, new NewSession(Fiat.parse("50.00", "USD", "amount"), 600, null, false, details), null)
                        .body());
        assertThat(session.get("id").asString()).startsWith("cs_").hasSize(29);
        assertThat(session.get("object").asString()).isEqualTo("checkout_session");
        assertThat(session.get("status").asString()).isEqualTo("pending");
        assertThat(session.get("livemode").asBoolean()).isFalse();
        assertThat(session.get("checkoutUrl").asString()).isEqualTo("https://pay.example.org/checkout/" + session.get("id").asString());
        assertThat(session.get("amount").toString()).isEqualTo("{\"wei\":\"20000000000000000\",\"eth\":\"0.02\"}");
        assertThat(session.get("fiat").toString()).isEqualTo("{\"amount\":\"50.00\",\"currency\":\"USD\"}");
        assertThat(session.get("rate").get("value").asString()).isEqualTo("2500.00");
        assertThat(session.get("rate").get("sources").get(0).asString()).isEqualTo("fixed for tests");
        assertThat(
                session.get("paymentOptions").valueStream().map(o -> o.get("asset").asString() + ":" + o.get("chainId").asLong()).toList())
                .containsExactly("ETH:31337", "USDC:31337", "ETH:11155111");
        String address = session.get("address").asString();
        assertThat(session.get("paymentOptions").get(0).get("paymentUri").asString())
                .isEqualTo("ethereum:" + address + "@31337?value=20000000000000000");
        assertThat(session.get("paymentOptions").get(1).get("paymentUri").asString()).isEqualTo(address);
        assertThat(session.get("paymentOptions").get(1).get("amount").asString()).isEqualTo("50");
        assertThat(session.get("confirmations").toString()).isEqualTo("{\"current\":0,\"required\":3}");
        assertThat(session.get("metadata").toString()).isEqualTo("{\"orderId\":\"1\"}");
        assertThat(session.get("customer").get("email").asString()).isEqualTo("ada@example.org");
        assertThat(session.get("successUrl").asString()).endsWith("{CHECKOUT_SESSION_ID}");
        assertThat(session.get("expiresAt").asString()).isEqualTo("2030-01-01T00:10:00.000Z");
        assertThat(session.get("timeline")).hasSize(1);
        assertThat(bench.show(merchant, id(session))).isEqualTo(session);
        assertThat(bench.events(id(session))).containsExactly("session.created");
        PublicSession shown = bench.context.getBean(PublicSessions.class).find(id(session));
        assertThat(shown.back().successUrl()).isEqualTo("https://shop.example.org/ok?s=" + session.get("id").asString());
        assertThat(shown.toString()).doesNotContain("order-1").doesNotContain("ada@");
    }

    @Test
    void aRepeatedKeyGivesTheSameSessionAndSpendsNoSecondAddress() throws Exception {
        IdempotencyKey key = key("order-7");
        List<Callable<Answer>> clients = IntStream.range(0, 16).<Callable<Answer>>mapToObj(i -> () -> repeated(key)).toList();
        Set<String> bodies = new HashSet<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Answer> each : threads.invokeAll(clients)) {
                bodies.add(each.get().body());
            }
        }
        assertThat(bodies).hasSize(1);
        Answer again = bench.checkout().open(merchant, wanted("70.00"), key);
        assertThat(again.replayed()).isTrue();
        assertThat(bodies).containsExactly(again.body());
        Answer another = bench.checkout().open(merchant, wanted("70.00"), key("order-8"));
        assertThat(json(another.body()).get("address")).isNotEqualTo(json(again.body()).get("address"));
    }

    @Test
    void aRepeatedKeyIsAnsweredWhereANewSessionWouldBeRefused() {
        Caller moving = bench.merchant();
        IdempotencyKey key = key("order-9");
        Answer first = bench.checkout().open(moving, wanted("70.00"), key);
        assertThat(bench.checkout().open(moving, bad("expires too soon"), key)).as("the rules changed").isEqualTo(
                new Answer(first.status(), first.body(), true));
        bench.everything().execute("update wallet.wallet set status = 'replaced', ended_at = now() where store_id = ?",
                moving.scope().storeId());
        try (var replica = bench.node()) {
            Checkout there = replica.getBean(Checkout.class);
            assertThat(there.open(moving, wanted("70.00"), key)).isEqualTo(new Answer(first.status(), first.body(), true));
            assertThat(catchThrowableOfType(Refused.class, () -> there.open(moving, wanted("70.00"), key("order-10"))).refusal())
                    .isEqualTo(Refusal.WALLET_MISSING);
        }
    }

    /** A clash in flight is refused; the client repeats. */
    private Answer repeated(IdempotencyKey key) {
        while (true) {
            try {
                return bench.checkout().open(merchant, wanted("70.00"), key);
            } catch (Refused refused) {
                assertThat(refused.refusal()).isEqualTo(Refusal.IDEMPOTENCY_IN_PROGRESS);
            }
        }
    }

    private static IdempotencyKey key(String name) {
        return IdempotencyKey.of(name, "api_keys", "POST", "/api/v1/checkout_sessions", name.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void anOpenSessionOfTheSameReferenceAndAmountIsHandedBack() {
        Details details = new Details("basket-9", null, Map.of(), null, null);
        NewSession reuse = new NewSession(Fiat.parse("12.00", "USD", "amount"), null, null, true, details);
        JsonNode first = json(bench.checkout().open(merchant, reuse, null).body());
        assertThat(json(bench.checkout().open(merchant, reuse, null).body()).get("id")).isEqualTo(first.get("id"));
        NewSession dearer = new NewSession(Fiat.parse("13.00", "USD", "amount"), null, null, true, details);
        assertThat(json(bench.checkout().open(merchant, dearer, null).body()).get("id")).isNotEqualTo(first.get("id"));
        bench.checkout().cancel(merchant, id(first), null);
        assertThat(json(bench.checkout().open(merchant, reuse, null).body()).get("id")).isNotEqualTo(first.get("id"));
    }

    /** A buyer who clicks in two windows, each with a key of its own, is shown one address. */
    @Test
    void requestsForOneReferenceAtOnceOpenOneSession() throws Exception {
        NewSession reuse = new NewSession(Fiat.parse("12.00", "USD", "amount"), null, null, true,
                new Details("basket-10", null, Map.of(), null, null));
        List<Callable<Answer>> clients = IntStream.range(0, 16)
                .<Callable<Answer>>mapToObj(i -> () -> bench.checkout().open(merchant, reuse, key("window-" + i))).toList();
        Set<JsonNode> sessions = new HashSet<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Answer> each : threads.invokeAll(clients)) {
                sessions.add(json(each.get().body()).get("id"));
            }
        }
        assertThat(sessions).hasSize(1);
    }

    @Test
    void theAssetsAskedForAreOfferedInTheirOrder() {
        NewSession chosen = new NewSession(Fiat.parse("9.99", "USD", "amount"), null, List.of("USDC", "ETH:11155111"), false,
                new Details(null, null, Map.of(), null, null));
        JsonNode session = json(bench.checkout().open(merchant, chosen, null).body());
        assertThat(session.get("asset").asString()).isEqualTo("USDC");
        assertThat(session.get("amount").toString()).isEqualTo("{\"wei\":\"9990000\",\"eth\":\"9.99\"}");
        assertThat(session.get("paymentOptions")).hasSize(2);
    }

    @Test
    void aPriceOfAThousandDollarsNeedsAFinalBlock() {
        assertThat(bench.open(merchant, "999.99").get("confirmations").get("required").toString()).isEqualTo("3");
        assertThat(bench.open(merchant, "1000.00").get("confirmations").get("required").asString()).isEqualTo("finalized");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            expires too soon         | expiresInSeconds   | FIELD_INVALID
            expires too late         | expiresInSeconds   | FIELD_INVALID
            no assets                | assets             | FIELD_INVALID
            unknown asset            | assets[1]          | NO_ASSET_OFFERED
            asset of another network | assets[0]          | NO_ASSET_OFFERED
            blank reference          | reference          | FIELD_INVALID
            long reference           | reference          | FIELD_INVALID
            NUL in the reference     | reference          | FIELD_INVALID
            half a character         | reference          | FIELD_INVALID
            bad email                | customer.email     | FIELD_INVALID
            script URL               | successUrl         | URL_INVALID
            relative URL             | cancelUrl          | URL_INVALID
            URL with a password      | successUrl         | URL_INVALID
            51 keys                  | metadata           | METADATA_INVALID
            long key                 | metadata.kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk | METADATA_INVALID
            long value               | metadata.k         | METADATA_INVALID
            NUL in a value           | metadata.k         | METADATA_INVALID
            unknown price            |                    | RATE_UNAVAILABLE
            """)
    void whatBreaksARuleIsRefusedByFieldAndStoresNothing(String what, String param, Refusal refusal) {
        int before = bench.everything().fetchCount(Tables.SESSION);
        Refused refused = catchThrowableOfType(Refused.class, () -> bench.checkout().open(merchant, bad(what), key(what)));
        assertThat(refused).isNotNull();
        assertThat(refused.refusal()).isEqualTo(refusal);
        assertThat(refused.param()).isEqualTo(param);
        assertThat(bench.everything().fetchCount(Tables.SESSION)).isEqualTo(before);
    }

    private static NewSession bad(String what) {
        Map<String, String> metadata = new HashMap<>();
        switch (what) {
            case "51 keys" -> IntStream.range(0, 51).forEach(i -> metadata.put("k" + i, "v"));
            case "long key" -> metadata.put("k".repeat(41), "v");
            case "long value" -> metadata.put("k", "v".repeat(501));
            case "NUL in a value" -> metadata.put("k", "a\0b");
            default -> {
                /* other cases break other fields */ }
        }
        String reference = switch (what) {
            case "blank reference" -> " ";
            case "long reference" -> "r".repeat(201);
            case "NUL in the reference" -> "a\0";
            case "half a character" -> "a\ud800";
            default -> null;
        };
        String success = what.equals("script URL")
                ? "javascript:alert(1)"
                : what.equals("URL with a password") ? "https://a:b@example.org" : null;
        Integer seconds = what.equals("expires too soon") ? Integer.valueOf(299) : what.equals("expires too late") ? 604_801 : null;
        List<String> assets = switch (what) {
            case "no assets" -> List.of();
            case "unknown asset" -> List.of("ETH", "DOGE");
            case "asset of another network" -> List.of("USDC:11155111");
            default -> null;
        };
        return new NewSession(Fiat.parse("5.00", what.equals("unknown price") ? "SEK" : "USD", "amount"), seconds, assets, false,
                new Details(reference, what.equals("bad email") ? new Customer("ada", null) : null, metadata, success,
                        what.equals("relative URL") ? "/cart" : null));
    }
}
