package io.cryptocheckout.platform.plugin;

import io.cryptocheckout.platform.authority.Caller;
import io.cryptocheckout.platform.authority.Permission;
import io.cryptocheckout.platform.authority.Principal;
import io.cryptocheckout.platform.authority.Scope;
import io.cryptocheckout.platform.database.Database;
import io.cryptocheckout.platform.database.Notifications;
import io.cryptocheckout.platform.events.EventsRoom;
import io.cryptocheckout.platform.tenancy.Stores;
import io.cryptocheckout.platform.tenancy.TestStores;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The room as it runs, beside that of events: real plugins in real processes, real rows, a clock that is moved by hand. */
final class PluginRoom implements AutoCloseable {
    /** Addresses of sessions' customers. */
    static final Map<UUID, String> CUSTOMERS = new ConcurrentHashMap<>();

    private static final long POLL_NANOS = 10_000_000;
    private static final int POLLS = 3_000;

    final EventsRoom events;

    /** What other rooms say. */
    @Configuration(proxyBeanMethods = false)
    static class Neighbours {
        @Bean
        SessionCustomers sessionCustomers() {
            return (tx, session) -> CUSTOMERS.get(session);
        }
    }

    PluginRoom(Path folder, Map<String, Object> settings) {
        Map<String, Object> all = new HashMap<>(Map.of(EventsRoom.PLUGINS, folder.toString(), "checkout.public-url",
                "https://pay.example.org/", "checkout.plugins.budgets.filter", "5s", "checkout.plugins.budgets.slot", "5s"));
        all.putAll(settings);
        events = new EventsRoom(all, PluginsConfiguration.class, Neighbours.class, Notifications.class, Stores.class);
    }

    PluginRoom(Path folder) {
        this(folder, Map.of());
    }

    <T> T bean(Class<T> type) {
        return events.bean(type);
    }

    Plugins plugins() {
        return bean(Plugins.class);
    }

    /** The owner of a new store. */
    Caller owner(boolean livemode) {
        UUID account = UUID.randomUUID();
        UUID store = TestStores.create(bean(Database.class), events.clock(), account);
        return new Caller(new Scope(store, livemode), EnumSet.allOf(Permission.class),
                new Principal(Principal.Kind.ACCOUNT, account, "owner@example.com"));
    }

    static Caller with(Caller caller, Permission... permissions) {
        return new Caller(caller.scope(), Set.of(permissions), caller.principal());
    }

    /** Enables it, and waits until this node calls it. */
    void enable(Caller caller, String id, Map<String, String> settings) {
        plugins().enable(caller, id, settings);
        until(() -> bean(PluginRegistry.class).find(caller.scope(), id) != null);
    }

    List<String> lines(Caller caller, String id) {
        return plugins().activity(caller, id, null, 100).lines().stream().map(ActivityLine::line).toList();
    }

    /** Waits for what happens soon. */
    static void until(BooleanSupplier happened) {
        for (int i = 0; i < POLLS; i++) {
            if (happened.getAsBoolean()) {
                return;
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
        throw new AssertionError("It did not happen");
    }

    static Path folder() {
        try {
            return Files.createTempDirectory("plugins-of-a-test");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        events.close();
    }
}
