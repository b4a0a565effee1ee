package io.cryptocheckout.platform.database;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Hears PostgreSQL's NOTIFY on one connection of its own per node. What was sent while the connection was away is lost, so a notification is
 * a hint and never the only way to learn something.
 */
public final class Notifications implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(Notifications.class);
    private static final int POLL_MILLIS = 1_000;

    private final WorkerConnectionDetails details;
    private final Map<String, List<Consumer<String>>> listeners = new ConcurrentHashMap<>();
    private volatile boolean running;
    private volatile @Nullable Connection connection;
    private @Nullable Thread thread;

    public Notifications(WorkerConnectionDetails details) {
        this.details = details;
    }

    /** Calls the listener with each payload sent on the channel; it must return at once. To be called before the start. */
    public void listen(String channel, Consumer<String> listener) {
        listeners.computeIfAbsent(channel, any -> new CopyOnWriteArrayList<>()).add(listener);
    }

    @Override
    public synchronized void start() {
        running = true;
        thread = Thread.ofPlatform().daemon().name("notifications").start(this::run);
    }

    @Override
    public synchronized void stop() {
        running = false;
        close();
        if (thread != null) {
            thread.interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void run() {
        while (running) {
            try (Connection open = DriverManager.getConnection(details.jdbcUrl(), details.username(), details.password())) {
                connection = open;
                hear(open);
            } catch (SQLException e) {
                if (running) {
                    LOG.warn("The connection for notifications broke ({}); it is opened anew", e.getMessage());
                    pause();
                }
            }
        }
    }

    private void hear(Connection open) throws SQLException {
        try (Statement statement = open.createStatement()) {
            for (String channel : listeners.keySet()) {
                statement.execute("listen " + statement.enquoteIdentifier(channel, true));
            }
        }
        PGConnection postgres = open.unwrap(PGConnection.class);
        while (running) {
            PGNotification[] heard = postgres.getNotifications(POLL_MILLIS);
            for (PGNotification notification : heard == null ? new PGNotification[0] : heard) {
                tell(notification);
            }
        }
    }

    private void tell(PGNotification notification) {
        for (Consumer<String> listener : listeners.getOrDefault(notification.getName(), List.of())) {
            try {
                listener.accept(notification.getParameter());
            } catch (RuntimeException e) {
                LOG.warn("A listener of {} failed", notification.getName(), e);
            }
        }
    }

    private void close() {
        Connection open = connection;
        if (open != null) {
            try {
                open.close();
            } catch (SQLException alreadyBroken) {
                LOG.debug("The connection for notifications was already broken", alreadyBroken);
            }
        }
    }

    private void pause() {
        try {
            Thread.sleep(POLL_MILLIS);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }
}
