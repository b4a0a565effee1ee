package io.cryptocheckout.platform.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import io.cryptocheckout.platform.database.Database;
import io.cryptocheckout.platform.isolation.Plans.Plan;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Among a thousand stores, one of which holds half of all sessions, every list and every look at one thing goes by indexes, and looks at
 * about as many rows as it shows. The plans are those of the product's own statements, for the values at hand and for any values.
 */
class PlansTest {
    /** 1,000,000 where the whole is asked for. */
    private static final int SESSIONS = Integer.getInteger("checkout.test.sessions", 40_000);
    /** A page shows 100 at most, each with payments and a timeline. */
    private static final long MOST_ROWS = 1_500;

    private static LargeStore large;
    private static Plans plans;
    private static Visitor program;
    private static Visitor owner;
    private static Set<String> bigTables;

    @BeforeAll
    static void fill() {
        Pair pair = Pair.shared();
        large = new LargeStore(pair, SESSIONS);
        plans = new Plans(pair.victim().run.context.getBean(Database.class), large.storeId, large.owner);
        program = Visitor.stranger(pair.base());
        owner = Visitor.signedIn(pair.base(), large.email, LargeStore.PASSWORD);
        bigTables = new HashSet<>(pair.rows().list("select relname from pg_class c join pg_namespace n on n.oid = c.relnamespace"
                + " where n.nspowner = 'checkout_owner'::regrole and relkind = 'r' and reltuples > 2000"));
        assertThat(bigTables).contains("session", "payment", "timeline", "event", "delivery", "unmatched_funds", "entry");
    }

    @ParameterizedTest
    @ValueSource(strings = {"checkout_sessions?limit=100", "checkout_sessions?startingAfter={session}", "checkout_sessions/{session}",
            "checkout_sessions?status=pending", "checkout_sessions?status=underpaid", "checkout_sessions?status=paid&status=expired",
            "checkout_sessions?status=failed", "checkout_sessions?reference=large-77", "checkout_sessions?reference=nobodys",
            "checkout_sessions?search={session}", "checkout_sessions?search=large-77", "checkout_sessions?search={address}",
            "checkout_sessions?search={transaction}", "checkout_sessions?search=nobodys", "checkout_sessions?createdTo={past}",
            "checkout_sessions?createdFrom={past}&limit=100", "events?limit=100", "events?order=asc&limit=100",
            "events?order=asc&startingAfter={event}", "events?startingAfter={event}", "events/{event}", "events?type=session.underpaid",
            "events?type=session.failed", "events?type=session.underpaid&type=session.failed&order=asc", "webhook_deliveries?limit=100",
            "webhook_deliveries/{delivery}", "webhook_deliveries?eventId={event}", "webhook_deliveries?endpointId={endpoint}",
            "webhook_deliveries?endpointId={busy}", "webhook_deliveries?endpointId={busy}&startingAfter={delivery}",
            "webhook_deliveries?state=pending", "webhook_deliveries?state=abandoned", "webhook_deliveries?startingAfter={delivery}",
            "webhook_endpoints", "webhook_endpoints/{endpoint}"})
    void theApiReadsByIndexesWhatItShows(String path) {
        byIndexes(plans.during(() -> assertThat(program.api("GET", "/api/v1/" + filled(path), "",
                Map.of("Authorization", "Bearer " + large.key)).status()).isEqualTo(200)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/payments", "/payments?after={session}", "/payments?status=underpaid", "/payments?search=large-77",
            "/payments?search={address}", "/payments?to=2020-01-01", "/payments/{session}", "/funds", "/deliveries",
            "/deliveries/{delivery}",
            "/deliveries?state=abandoned", "/deliveries?endpoint={endpoint}", "/deliveries?endpoint={busy}", "/webhooks",
            "/webhooks/{endpoint}", "/keys", "/team",
            "/team/roles", "/audit", "/audit?before=3000", "/audit?object=key_4000", "/audit?action=nothing.done", "/audit?who=agency",
            "/audit?to=2020-01-01", "/agency", "/agency/search?q=large-77", "/agency/search?q={session}", "/agency/search?q={address}",
            "/agency/search?q={transaction}", "/agency/search?q=nobodys", "/agency/report?from=2020-01-01&to=2020-02-01", "/settings"})
    void thePagesReadByIndexesWhatTheyShow(String path) {
        byIndexes(plans.during(() -> assertThat(owner.get("/dashboard" + filled(path)).status()).isEqualTo(200)));
    }

    private static void byIndexes(List<Plan> seen) {
        assertThat(seen).isNotEmpty();
        List<String> bad = new ArrayList<>();
        for (Plan plan : seen) {
            if (plan.rows() > MOST_ROWS || plan.scans().stream()
                    .anyMatch(scan -> scan.startsWith("Seq Scan ") && bigTables.contains(scan.substring("Seq Scan ".length())))) {
                bad.add(plan.rows() + " rows by " + plan.scans() + ": " + plan.sql());
            }
        }
        assertThat(bad).isEmpty();
    }

    private static String filled(String path) {
        return path.replace("{session}", Kind.SESSION.format(large.id("checkout.session"))).replace("{event}",
                Kind.EVENT.format(large.id("events.event"))).replace("{delivery}", Kind.DELIVERY.format(large.id("events.delivery")))
                .replace("{endpoint}", Kind.ENDPOINT.format(large.id("events.webhook_endpoint")))
                .replace("{busy}", Kind.ENDPOINT.format(large.busyEndpoint()))
                .replace("{address}",
                        large.text("select '0x' || encode(address, 'hex') from checkout.session where store_id = ? and id = ?"))
                .replace("{transaction}",
                        large.text(
                                "select '0x' || encode(tx_hash, 'hex') from checkout.payment where store_id = ? and session_id > ? limit 1"))
                .replace("{past}", "2020-01-01T00:00:00Z");
    }
}
