package io.cryptocheckout.platform.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Page;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/** One order of a customer: a session made by the merchant's backend and the hosted page open in his browser. */
final class Order {

    /** How long an effect of the outside world (blocks, deliveries, a page) is waited for before the test gives up. */
    static final Duration PATIENCE = Duration.ofSeconds(60);

    private final LocalRun run;
    private final Page page;
    final String id;
    final String address;
    final JsonNode created;

    private Order(LocalRun run, Page page, JsonNode created) {
        this.run = run;
        this.page = page;
        this.created = created;
        this.id = created.get("id").asString();
        this.address = created.get("address").asString();
    }

    static Order place(LocalRun run, Page page, String amount, Map<String, Object> more) {
        Api.Reply reply = run.api.createSession("order-" + UUID.randomUUID(), amount, more);
        if (reply.status() != 201) {
            throw new AssertionError("The session was not created: " + reply.text());
        }
        page.navigate(reply.body().get("checkoutUrl").asString());
        return new Order(run, page, reply.body());
    }

    /** The amount of the native option, in wei. */
    BigInteger due() {
        return new BigInteger(created.get("amount").get("wei").asString());
    }

    JsonNode option(String asset) {
        for (JsonNode option : created.get("paymentOptions")) {
            if (option.get("asset").asString().equals(asset)) {
                return option;
            }
        }
        throw new AssertionError("No option in " + asset + ": " + created.get("paymentOptions"));
    }

    JsonNode now() {
        return run.api.get("/api/v1/checkout_sessions/" + id).body();
    }

    String status() {
        return now().get("status").asString();
    }

    List<String> exceptions() {
        return now().get("exceptions").valueStream().map(JsonNode::asString).toList();
    }

    void reaches(String status) {
        await(id + " becomes " + status).atMost(PATIENCE).until(this::status, status::equals);
    }

    /** The page that was opened at the start shows the status, without having been loaded again. */
    void pageShows(String status) {
        page.waitForSelector(
                "#checkout[data-status=" + status + "]", new Page.WaitForSelectorOptions().setTimeout(PATIENCE.toMillis()));
    }

    /** An event of this type comes to the merchant's receiver, whatever else does, and only one has come then. */
    void receiverGotOnce(String type) {
        await(id + " told the receiver " + type).atMost(PATIENCE).until(() -> run.receiver.typesOf(id).contains(type));
        assertThat(run.receiver.typesOf(id)).containsOnlyOnce(type);
    }

    /** Exactly these events, in this order, have come to the merchant's receiver, each signed. */
    void receiverGot(String... types) {
        await(id + " told the receiver " + List.of(types))
                .atMost(PATIENCE)
                .until(() -> run.receiver.typesOf(id), List.of(types)::equals);
    }
}
