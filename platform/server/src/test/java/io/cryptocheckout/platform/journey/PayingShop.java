package io.cryptocheckout.platform.journey;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A shop with the zip of the build, connected in test mode to the run's demo store, for all tests of a class: what its buyers and its
 * orders do, and what became of them. After the last test its debug log is empty, or the class has failed.
 */
final class PayingShop implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {
    static final Duration PATIENCE = Duration.ofSeconds(60);

    static final String NEW_ORDER = "$p = get_posts(array('post_type' => 'product', 'numberposts' => 1, 'orderby' => 'ID', 'order' => 'ASC'));"
            + "$o = wc_create_order(); $o->add_product(wc_get_product($p[0]->ID)); $o->calculate_totals(); $o->set_created_via('checkout');"
            + "$o->set_payment_method('crypto_checkout'); $o->set_payment_method_title('Pay with crypto');";
    static final String QUEUE = "do_action('action_scheduler_run_queue', 'test');";
    static final String LOOK = "C\\Reconciler::run();";
    static final String SEND = "$r = WC()->payment_gateways()->payment_gateways()['crypto_checkout']->process_payment(%s);";

    private final Map<Long, String> sessions = new HashMap<>();
    private final ShopPerClass opened = new ShopPerClass();
    private @Nullable LocalRun started;
    private @Nullable Api client;

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        started = LocalRun.shared();
        opened.beforeAll(context);
        client = run().api;
        Files.copy(ShopSite.TESTS.resolve("site/test-payments.php"), content("mu-plugins/test-payments.php"),
                StandardCopyOption.REPLACE_EXISTING);
        Files.deleteIfExists(content("test-completions"));
        Files.deleteIfExists(content("test-queue-sleeps"));
        opened.admin().install();
        connect(run().text("baseUrl"));
        set(Map.of("enabled", "yes"));
    }

    @Override
    public void afterEach(ExtensionContext context) {
        opened.afterEach(context);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        opened.afterAll(context);
    }

    LocalRun run() {
        return Objects.requireNonNull(started);
    }

    ShopSite site() {
        return opened.shop();
    }

    ShopPerClass pages() {
        return opened;
    }

    Api api() {
        return Objects.requireNonNull(client);
    }

    Path content(String name) {
        return site().folder().resolve("wp-content").resolve(name);
    }

    /** Connects the shop in test mode by the store's key, at this address of the platform. */
    void connect(String platform) {
        php("C\\Connect::with_key('test', " + ShopSite.quoted(platform) + ", " + ShopSite.quoted(run().text("apiKey"))
                + "); C\\Plugin::set('platform_url', " + ShopSite.quoted(platform) + "); return true;");
    }

    void set(Map<String, String> settings) {
        StringBuilder script = new StringBuilder();
        settings.forEach((name, value) -> script.append("C\\Plugin::set('").append(name).append("', '").append(value).append("'); "));
        php(script + "return true;");
    }

    /** Runs PHP in the shop; the plugin's classes are under {@code C\}. */
    JsonNode php(String script) {
        // The wrapping function of the site's own runner cannot hold a "use" of a name.
        return site().php(script.replace("C\\", "\\CryptoCheckout\\WooCommerce\\"));
    }

    /** An order over this total that is to be paid by crypto; nobody was sent to pay yet. */
    long order(String total) {
        return php(NEW_ORDER + "$o->set_total('" + total + "'); $o->save(); return $o->get_id();").asLong();
    }

    /** An order whose buyer was sent to pay. */
    long orderOnItsWay(String total) {
        JsonNode made = php(NEW_ORDER + "$o->set_total('" + total + "'); $o->save();" + SEND.formatted("$o->get_id()")
                + "return array($o->get_id(), wc_get_order($o->get_id())->get_meta('_crypto_checkout_session'), $r);");
        if (!made.get(2).get("result").asString().equals("success")) {
            throw new AssertionError(made + "\n" + site().pluginLog());
        }
        sessions.put(made.get(0).asLong(), made.get(1).asString());
        return made.get(0).asLong();
    }

    /** What the payment method does with an order when the buyer presses the button. */
    JsonNode send(long order) {
        JsonNode sent = php(SEND.formatted(order) + "return array($r, (string) wc_get_order(" + order
                + ")->get_meta('_crypto_checkout_session'));");
        sessions.put(order, sent.get(1).asString());
        return sent.get(0);
    }

    /** What one sees of an order, and whether some process works on it at the moment: status, notes (newest first, one in each line), what it was completed with, what to look at. */
    record Seen(String status, String notes, String transaction, String attention, boolean busy) {}

    Seen seen(long order) {
        return seen(order, "");
    }

    /** The same after something was done in the shop. */
    Seen seen(long order, String after) {
        JsonNode seen = php(after + "$o = wc_get_order(" + order + "); return array($o->get_status(), implode(\"\\n\", array_map("
                + "function ($n) { return $n->content; }, wc_get_order_notes(array('order_id' => " + order + ")))),"
                + "(string) $o->get_transaction_id(), (string) $o->get_meta('_crypto_checkout_attention'), 0 < (int) $GLOBALS['wpdb']->get_var("
                + "\"SELECT COUNT(*) FROM {$GLOBALS['wpdb']->prefix}crypto_checkout_lock WHERE name = 'order-" + order + "'\"));");
        return new Seen(seen.get(0).asString(), seen.get(1).asString(), seen.get(2).asString(), seen.get(3).asString(),
                seen.get(4).asBoolean());
    }

    /** The session in which the order was last sent to be paid. */
    String sessionOf(long order) {
        return sessions.computeIfAbsent(order,
                id -> php("return wc_get_order(" + id + ")->get_meta('_crypto_checkout_session');").asString());
    }

    /** How often WooCommerce told that the order's payment was complete. */
    long completions(long order) {
        try {
            return Files.exists(content("test-completions"))
                    ? Files.readAllLines(content("test-completions")).stream().filter(("" + order)::equals).count()
                    : 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    JsonNode session(long order) {
        return session(sessionOf(order));
    }

    JsonNode session(String id) {
        return api().get("/api/v1/checkout_sessions/" + id).body();
    }

    /** Pays this part of what the order's session asks, in hundredths, with the blocks that confirm it; answers the transaction. */
    String pay(long order, int percent) {
        return pay(session(order), percent);
    }

    String pay(JsonNode session, int percent) {
        String transaction = transfer(session, percent);
        run().chain.mine(3);
        return transaction;
    }

    /** The same without the blocks. */
    String transfer(long order, int percent) {
        return transfer(session(order), percent);
    }

    private String transfer(JsonNode session, int percent) {
        BigInteger wei = new BigInteger(session.get("amount").get("wei").asString());
        BigInteger part = wei.multiply(BigInteger.valueOf(percent)).add(BigInteger.valueOf(99)).divide(BigInteger.valueOf(100));
        return run().chain.pay(session.get("address").asString(), part);
    }

    /** The order comes to this status by itself, as the platform's events come in; answers how it looks then. */
    Seen reaches(long order, String status) {
        return await("order " + order + " becomes " + status).atMost(PATIENCE).until(() -> seen(order, QUEUE),
                seen -> seen.status().equals(status) && !seen.busy());
    }

    Seen noted(long order, String text) {
        return await("order " + order + " is noted: " + text).atMost(PATIENCE).until(() -> seen(order, QUEUE),
                seen -> seen.notes().contains(text) && !seen.busy());
    }

    void sessionReaches(String id, String status) {
        await(id + " becomes " + status).atMost(PATIENCE).until(() -> session(id).get("status").asString(), status::equals);
    }

    /** The secret that the shop checks deliveries with. */
    String secret() {
        return php("return C\\Connection::load('test')->webhook_secrets()[0];").asString();
    }

    /** Whether the platform sends events to the shop. */
    void webhooks(boolean on) {
        php("(new C\\ApiClient(C\\Connection::load('test')))->patch('/webhook_endpoints/' . C\\Connection::load('test')->endpoint_id(),"
                + " array('enabled' => " + on + ")); return true;");
    }

    /** The platform's event of this type about a session, as its list of events has it. */
    JsonNode event(String session, String type) {
        for (JsonNode event : api().get("/api/v1/events?limit=100&type=" + type).body().get("data")) {
            if (event.get("data").path("id").asString().equals(session)) {
                return event;
            }
        }
        throw new AssertionError("no " + type + " of " + session);
    }
}
