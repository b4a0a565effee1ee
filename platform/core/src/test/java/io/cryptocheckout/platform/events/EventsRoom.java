package io.cryptocheckout.platform.events;

import io.cryptocheckout.devkit.SettableClock;
import io.cryptocheckout.devkit.TestDatabase;
import io.cryptocheckout.platform.audit.AuditLog;
import io.cryptocheckout.platform.authority.Caller;
import io.cryptocheckout.platform.authority.Permission;
import io.cryptocheckout.platform.authority.Principal;
import io.cryptocheckout.platform.authority.Scope;
import io.cryptocheckout.platform.database.Database;
import io.cryptocheckout.platform.database.Idempotency;
import io.cryptocheckout.platform.database.WorkerConnectionDetails;
import io.cryptocheckout.platform.mail.StoreContacts;
import io.cryptocheckout.platform.outbound.LoopbackReceivers;
import io.cryptocheckout.platform.plugin.QuietPlugins;
import io.cryptocheckout.platform.tenancy.AgencyAccesses;
import io.cryptocheckout.platform.tenancy.Organizations;
import java.time.Clock;
import java.util.Base64;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.env.MapPropertySource;

/** The room as it runs: its own beans on a real database, with a clock that is moved by hand. */
public final class EventsRoom implements AutoCloseable {
    /** Where plugins are; whoever names a folder brings the room of plugins. */
    public static final String PLUGINS = "checkout.plugins.folder";

    private final SettableClock clock = SettableClock.standing();
    private final TestDatabase rows = TestDatabase.fresh();
    private final Set<UUID> ended = ConcurrentHashMap.newKeySet();
    private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();

    /**
     * @param more
     *            beans of another room that work with these
     */
    public EventsRoom(Map<String, Object> settings, Class<?>... more) {
        Map<String, Object> properties = new HashMap<>(Map.of("checkout.sealing.key",
                Base64.getEncoder().encodeToString("0123456789abcdef0123456789ABCDEF".getBytes()), "checkout.events.poll-interval",
                "50ms"));
        properties.putAll(settings);
        context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("test", properties));
        context.registerBean(Clock.class, () -> clock);
        context.registerBean(Database.class,
                () -> new Database(DSL.using(rows.app(), SQLDialect.POSTGRES), DSL.using(rows.worker(), SQLDialect.POSTGRES)));
        context.registerBean(LoopbackReceivers.class, () -> new LoopbackReceivers(true, Set::of));
        context.registerBean(GrantStanding.class, () -> (scope, grant) -> !ended.contains(grant));
        context.registerBean(StoreContacts.class, () -> store -> List.of("owner@example.com"));
        context.registerBean(WorkerConnectionDetails.class,
                () -> new WorkerConnectionDetails(rows.jdbcUrl(), "checkout_worker", "checkout_worker", 2));
        context.registerBean(Idempotency.class);
        context.registerBean(AuditLog.class);
        context.registerBean(Organizations.class);
        context.registerBean(AgencyAccesses.class);
        if (!settings.containsKey(PLUGINS)) {
            QuietPlugins.register(context);
        }
        for (Class<?> other : more) {
            context.registerBean(other);
        }
        context.scan("io.cryptocheckout.platform.events", "io.cryptocheckout.platform.outbound", "io.cryptocheckout.platform.mail",
                "io.cryptocheckout.platform.sealing");
        context.refresh();
    }

    public EventsRoom() {
        this(Map.of());
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    public SettableClock clock() {
        return clock;
    }

    public TestDatabase rows() {
        return rows;
    }

    public DSLContext superuser() {
        return DSL.using(rows.superuser(), SQLDialect.POSTGRES);
    }

    /** A caller of a new store who may do everything. */
    public static Caller caller(boolean livemode) {
        return new Caller(new Scope(UUID.randomUUID(), livemode), EnumSet.allOf(Permission.class),
                new Principal(Principal.Kind.API_KEY, UUID.randomUUID(), "test key"));
    }

    public EndpointWithSecret endpoint(Caller caller, String url, String... types) {
        return bean(WebhookEndpoints.class).create(caller,
                new NewEndpoint(url, null, types.length == 0 ? List.of(EventTypes.ALL) : List.of(types)));
    }

    /** The first event of a new object. */
    public UUID append(Caller caller, String type) {
        return append(caller, new NewEvent(type, UUID.randomUUID(), 1, "{\"status\":\"x\"}", null));
    }

    public UUID append(Caller caller, NewEvent event) {
        return bean(Database.class).in(caller.scope(), tx -> bean(Events.class).append(tx, event));
    }

    /** What an app was granted ends. */
    public void end(UUID grantId) {
        ended.add(grantId);
    }

    /** Moves the clock and wakes the loop. */
    public void pass(java.time.Duration time) {
        clock.advance(time);
        bean(DueSignal.class).poke();
    }

    public List<DeliveryView> deliveries(Caller caller) {
        return bean(Deliveries.class).list(caller, new DeliveryQuery(null, null, null, null, 100)).data();
    }

    @Override
    public void close() {
        context.close();
        rows.close();
    }
}
