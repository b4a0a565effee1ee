package io.cryptocheckout.platform.oauth;

import static io.cryptocheckout.platform.authority.Permission.EVENTS_READ;
import static io.cryptocheckout.platform.authority.Permission.STORE_READ;
import static io.cryptocheckout.platform.authority.Permission.WEBHOOKS_WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.standardwebhooks.Webhook;
import io.cryptocheckout.platform.authority.Caller;
import io.cryptocheckout.platform.authority.Scope;
import io.cryptocheckout.platform.database.Database;
import io.cryptocheckout.platform.events.DueMessage;
import io.cryptocheckout.platform.events.EventQuery;
import io.cryptocheckout.platform.events.EventTypes;
import io.cryptocheckout.platform.events.EventView;
import io.cryptocheckout.platform.events.Events;
import io.cryptocheckout.platform.events.EventsRoom;
import io.cryptocheckout.platform.events.MessageOutcome;
import io.cryptocheckout.platform.events.NewEndpoint;
import io.cryptocheckout.platform.events.NewEvent;
import io.cryptocheckout.platform.events.Receiver;
import io.cryptocheckout.platform.events.WebhookEndpoints;
import io.cryptocheckout.platform.events.delivery.MessageLoops;
import io.cryptocheckout.platform.id.IdKind;
import io.cryptocheckout.platform.oauth.GrantRooms.Granted;
import io.cryptocheckout.platform.refusal.Refusal;
import io.cryptocheckout.platform.refusal.Refused;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What an app is told of its connections, at a real receiver, by a clock that is moved. */
class AppEventsTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static EventsRoom events;
    private static GrantRooms rooms;

    private final Receiver receiver = new Receiver();
    private final Caller owner = rooms.owner(false);

    @BeforeAll
    static void open() {
        events = AppBeans.room();
        rooms = new GrantRooms(events.rows(), events.clock());
    }

    @AfterAll
    static void close() {
        events.close();
    }

    @AfterEach
    void closeReceiver() {
        receiver.close();
    }

    /** An app with a webhook URL, to which somebody agreed and which came for its token. */
    private record Told(Granted granted, String secret) {

        UUID app() {
            return granted.app();
        }
    }

    private Told connected() {
        return connected(owner.scope(), receiver.url("/app"));
    }

    private Told connected(Scope scope, String url) {
        Granted granted = rooms.connect(scope, owner.principal().id(), null, STORE_READ, EVENTS_READ, WEBHOOKS_WRITE);
        AppBooks.SealedSecret secret = events.bean(AppBooks.class).webhookSecret(granted.app());
        rooms.execute("update oauth.app set webhook_url = ?, webhook_secret = ? where id = ?", url, secret.sealed(), granted.app());
        rooms.execute("update oauth.app_grant set connected_at = null where id = ?", granted.grant());
        events.bean(GrantStarts.class).start(granted.grant());
        return new Told(granted, secret.text());
    }

    private void disconnected(Granted granted) {
        rooms.clock.advance(Duration.ofSeconds(1));
        events.bean(Database.class).in(owner.scope(), tx -> {
            events.bean(GrantEnds.class).end(tx, owner.principal(),
                    new GrantEnds.Ending(granted.grant(), "Order desk", GrantEnds.Reason.DISCONNECTED));
            return true;
        });
    }

    @Test
    void aConnectionIsToldOnceToTheAppAndToTheStoreInTheSameBytes() throws Exception {
        Told told = connected();
        events.bean(GrantStarts.class).start(told.granted.grant());
        AppEventView line = awaitState(told, "delivered");
        Receiver.Request request = receiver.requests().getFirst();
        assertThat(receiver.requests()).hasSize(1);
        assertThat(accepts(told.secret, request)).isTrue();
        assertThat(request.header("webhook-id")).isEqualTo(IdKind.EVENT.format(line.id()));
        assertThat(request.body()).isEqualTo(line.body());
        assertThat(log(owner)).singleElement().extracting(EventView::body).isEqualTo(line.body());

        JsonNode event = JSON.readTree(request.body());
        assertThat(event.get("type").asString()).isEqualTo("app.connected");
        assertThat(event.get("livemode").asBoolean()).isFalse();
        assertThat(event.get("sequence").asInt()).isEqualTo(1);
        JsonNode data = event.get("data");
        assertThat(data.propertyNames()).containsExactlyInAnyOrder("id", "object", "livemode", "storeId", "appId", "appName", "scopes",
                "connectedAt", "endedAt", "endReason");
        assertThat(data.get("id").asString()).isEqualTo(IdKind.GRANT.format(told.granted.grant()));
        assertThat(data.get("object").asString()).isEqualTo("app_install");
        assertThat(data.get("storeId").asString()).isEqualTo(IdKind.STORE.format(owner.scope().storeId()));
        assertThat(data.get("appId").asString()).isEqualTo(IdKind.APP.format(told.app()));
        assertThat(data.get("scopes").toString()).isEqualTo("[\"events:read\",\"store:read\",\"webhooks:write\"]");
        assertThat(data.get("endedAt").isNull()).isTrue();
    }

    @Test
    void theEndIsToldWithItsReasonAndWhatNeverBeganHasNone() {
        Told told = connected();
        awaitState(told, "delivered");
        disconnected(told.granted);
        await().until(() -> receiver.requests().size() == 2);
        JsonNode event = JSON.readTree(receiver.requests().getLast().body());
        assertThat(event.get("type").asString()).isEqualTo("app.disconnected");
        assertThat(event.get("sequence").asInt()).isEqualTo(2);
        assertThat(event.get("data").get("endReason").asString()).isEqualTo("disconnected");
        assertThat(event.get("data").get("endedAt").asString()).isNotEmpty();

        Granted agreed = rooms.connect(owner, STORE_READ);
        rooms.execute("update oauth.app_grant set connected_at = null where id = ?", agreed.grant());
        disconnected(agreed);
        assertThat(lines(agreed.app())).isEmpty();
    }

    @Test
    void aReceiverThatIsDownHearsOfItOnTheScheduleUnderTheSameId() {
        receiver.answers(503);
        Told told = connected();
        AppEventView failed = awaitAttempts(told, 1);
        assertThat(failed.state()).isEqualTo("pending");
        assertThat(failed.lastStatus()).isEqualTo(503);
        assertThat(failed.lastError()).isEqualTo("The endpoint answered 503.");
        assertThat(failed.nextAttemptAt()).isBetween(rooms.now().plusSeconds(54), rooms.now().plusSeconds(66));

        receiver.answers(200);
        pass(Duration.ofSeconds(67));
        assertThat(awaitState(told, "delivered").attempts()).isEqualTo(2);
        assertThat(receiver.requests()).extracting(request -> request.header("webhook-id")).hasSize(2).containsOnly(
                IdKind.EVENT.format(failed.id()));
        assertThat(receiver.requests()).extracting(Receiver.Request::body).containsOnly(failed.body());
    }

    @Test
    void afterTheWholeScheduleItIsAbandonedAndSentAgainOnDemand() {
        receiver.answers(500);
        Told told = connected();
        for (int attempts = 1; attempts < 7; attempts++) {
            awaitAttempts(told, attempts);
            pass(Duration.ofHours(23));
        }
        AppEventView abandoned = awaitState(told, "abandoned");
        assertThat(abandoned.attempts()).isEqualTo(7);
        assertThat(abandoned.nextAttemptAt()).isNull();

        receiver.answers(200);
        events.bean(AppEventLog.class).redeliver(told.app(), abandoned.id());
        assertThat(awaitState(told, "delivered").attempts()).isEqualTo(8);
        events.bean(AppEventLog.class).redeliver(told.app(), abandoned.id());
        await().until(() -> receiver.requests().size() == 9);
    }

    @Test
    void anAppWithoutAWebhookUrlHasItsLogAndHearsOfItOnceItHasOne() {
        Told told = connected(owner.scope(), receiver.url("/app"));
        awaitState(told, "delivered");
        rooms.execute("update oauth.app set webhook_url = null, webhook_secret = null where id = ?", told.app());
        disconnected(told.granted);
        AppEventView line = awaitState(told, "unsent");
        assertThat(line.attempts()).isZero();
        assertThat(line.lastError()).isEqualTo("The app had no webhook URL.");
        refused(Refusal.WEBHOOK_URL_MISSING, told.app(), line.id());

        AppBooks.SealedSecret secret = events.bean(AppBooks.class).webhookSecret(told.app());
        rooms.execute("update oauth.app set webhook_url = ?, webhook_secret = ? where id = ?", receiver.url("/later"), secret.sealed(),
                told.app());
        events.bean(AppEventLog.class).redeliver(told.app(), line.id());
        awaitState(told, "delivered");
        assertThat(receiver.requests("/later")).hasSize(1);
    }

    @Test
    void anAppHasToDoWithItsOwnEventsAlone() {
        Told told = connected();
        Told other = connected();
        AppEventView line = awaitState(told, "delivered");
        refused(Refusal.NOT_FOUND, other.app(), line.id());
        refused(Refusal.NOT_FOUND, told.app(), UUID.randomUUID());
        assertThat(lines(other.app())).extracting(AppEventView::id).doesNotContain(line.id());

        Caller app = rooms.caller(told.granted.token());
        assertThat(log(app)).extracting(EventView::id).containsExactly(line.id());
        assertThat(events.bean(Events.class).find(app, lines(other.app()).getFirst().id())).isNull();
        assertThat(log(owner)).hasSize(2);
    }

    @Test
    void anEndpointThatAnAppMadeHearsOfNoConnectionNotEvenOfItsOwn() {
        Told told = connected();
        Caller app = rooms.caller(told.granted.token());
        events.bean(WebhookEndpoints.class).create(app, new NewEndpoint(receiver.url("/own"), null, List.of("*")));
        events.endpoint(owner, receiver.url("/store"));
        connected();
        append(new NewEvent(EventTypes.APP_DISCONNECTED, told.granted.grant(), 2, "{}", null));
        await().until(() -> receiver.requests("/store").size() == 2);
        assertThat(events.deliveries(owner)).as("of two connections, to the store alone").hasSize(2);
        append(new NewEvent("session.created", UUID.randomUUID(), 1, "{}", null));
        await().until(() -> receiver.requests("/own").size() == 1);
        assertThat(receiver.requests("/own").getFirst().body()).contains("session.created");
    }

    @Test
    void whatADeadNodeHadClaimedComesDueAgainAndNoTwoClaimTheSame() {
        MessageLoops loops = events.bean(MessageLoops.class);
        loops.stop();
        try {
            Told told = connected();
            DueMessage first = claim(told).getFirst();
            assertThat(claim(told)).isEmpty();
            assertThat(lines(told.app()).getFirst().nextAttemptAt()).as("while a node is at it").isNull();
            rooms.clock.advance(Duration.ofSeconds(61));
            DueMessage second = claim(told).getFirst();
            assertThat(second.claim()).isEqualTo(first.claim() + 1);

            settle(new MessageOutcome(first, "abandoned", null, rooms.now(), 500, "The endpoint answered 500."));
            assertThat(lines(told.app()).getFirst().state()).as("by a claim that is not the latest").isEqualTo("pending");
            rooms.clock.advance(Duration.ofSeconds(61));
            loops.start();
            awaitState(told, "delivered");
            assertThat(receiver.requests()).hasSize(1);
        } finally {
            loops.start();
        }
    }

    @Test
    void bothSecretsSignWhileOneTakesOverFromTheOther() throws Exception {
        Told told = connected();
        awaitState(told, "delivered");
        AppBooks.SealedSecret next = events.bean(AppBooks.class).webhookSecret(told.app());
        rooms.execute("update oauth.app set previous_webhook_secret = webhook_secret, previous_webhook_secret_ends_at = ?::timestamptz,"
                + " webhook_secret = ? where id = ?", rooms.now().plusSeconds(3600), next.sealed(), told.app());
        AppEventView line = lines(told.app()).getFirst();
        events.bean(AppEventLog.class).redeliver(told.app(), line.id());
        await().until(() -> receiver.requests().size() == 2);
        Receiver.Request both = receiver.requests().getLast();
        assertThat(accepts(told.secret, both) && accepts(next.text(), both)).isTrue();

        awaitState(told, "delivered");
        pass(Duration.ofHours(2));
        events.bean(AppEventLog.class).redeliver(told.app(), line.id());
        await().until(() -> receiver.requests().size() == 3);
        assertThat(accepts(told.secret, receiver.requests().getLast())).isFalse();
        assertThat(accepts(next.text(), receiver.requests().getLast())).isTrue();
    }

    @Test
    void theStoreWritesEventsOfItselfAlone() {
        Told told = connected();
        Scope other = rooms.owner(false).scope();
        assertThatThrownBy(() -> rooms.database.in(other, tx -> tx.sql().execute("""
                insert into oauth.app_event (store_id, livemode, id, app_id, grant_id, type, body, created_at, due_at)
                values (?, false, uuidv7(), ?, ?, 'app.disconnected', '{}', now(), now())""", owner.scope().storeId(), told.app(),
                told.granted.grant()))).hasMessageContaining("row-level security");
        assertThatThrownBy(() -> rooms.database.in(owner.scope(), tx -> tx.sql().execute("update oauth.app_event set body = '{}'")))
                .hasMessageContaining("permission denied");
    }

    private List<DueMessage> claim(Told told) {
        Instant until = rooms.now().plusSeconds(60);
        return events.bean(AppEventQueue.class).claim(List.of(), 100, until).stream().filter(due -> due.receiver().id().equals(told.app()))
                .toList();
    }

    private void append(NewEvent event) {
        events.bean(Database.class).in(owner.scope(), tx -> events.bean(Events.class).append(tx, event));
    }

    private static void settle(MessageOutcome outcome) {
        events.bean(AppEventQueue.class).settle(List.of(outcome));
    }

    /** Moves the clock and wakes the loop. */
    private static void pass(Duration time) {
        rooms.clock.advance(time);
        events.bean(AppEventQueue.class).signal().poke();
    }

    private static List<AppEventView> lines(UUID app) {
        return events.bean(AppEventLog.class).of(app, 10, null);
    }

    private static List<EventView> log(Caller caller) {
        return events.bean(Events.class).list(caller, new EventQuery(List.of(), false, null, 10)).data();
    }

    private static AppEventView awaitState(Told told, String state) {
        await().until(() -> lines(told.app()).getFirst().state().equals(state));
        return lines(told.app()).getFirst();
    }

    private static AppEventView awaitAttempts(Told told, int attempts) {
        await().until(() -> lines(told.app()).getFirst().attempts() == attempts);
        return lines(told.app()).getFirst();
    }

    private static void refused(Refusal why, UUID app, UUID event) {
        assertThatThrownBy(() -> events.bean(AppEventLog.class).redeliver(app, event)).isInstanceOfSatisfying(Refused.class,
                refused -> assertThat(refused.refusal()).isEqualTo(why));
    }

    private static boolean accepts(String secret, Receiver.Request request) throws Exception {
        long sentAt = Long.parseLong(request.header("webhook-timestamp"));
        String own = new Webhook(secret).sign(request.header("webhook-id"), sentAt, request.body());
        return List.of(request.header("webhook-signature").split(" ")).contains(own);
    }
}
