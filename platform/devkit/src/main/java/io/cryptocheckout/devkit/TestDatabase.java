package io.cryptocheckout.devkit;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A migrated database with the three roles, on one real PostgreSQL 18 per JVM. Every database is a copy of one template, so a test
 * class that wants to be alone takes {@link #fresh()}; tests that make stores of their own may share {@link #shared()}.
 */
public final class TestDatabase implements AutoCloseable {

    private static final String TEMPLATE = "checkout_template";
    private static final AtomicInteger COPIES = new AtomicInteger();
    private static @Nullable EmbeddedPostgres postgres;
    private static @Nullable TestDatabase shared;

    private final EmbeddedPostgres server;
    private final String name;
    private final HikariDataSource owner;
    private final HikariDataSource app;
    private final HikariDataSource worker;

    private TestDatabase(EmbeddedPostgres server, String name) {
        this.server = server;
        this.name = name;
        this.owner = pool(server, DatabaseRoles.OWNER, name, 2);
        this.app = pool(server, DatabaseRoles.APP, name, 16);
        this.worker = pool(server, DatabaseRoles.WORKER, name, 8);
    }

    /** The database that all callers of this method in this JVM share; it holds what other tests wrote. */
    public static synchronized TestDatabase shared() {
        if (shared == null) {
            shared = fresh();
        }
        return shared;
    }

    /** A new, empty, migrated database (about 0.1 s once the server runs); close it to give its connections back. */
    public static synchronized TestDatabase fresh() {
        EmbeddedPostgres server = server();
        String name = "checkout_" + COPIES.incrementAndGet();
        execute(server, "create database " + name + " template " + TEMPLATE);
        return new TestDatabase(server, name);
    }

    /** Connections of the app role, which row level security binds to one store. */
    public DataSource app() {
        return app;
    }

    /** Connections of the worker role, which sees due rows of all stores. */
    public DataSource worker() {
        return worker;
    }

    /** Connections of the role that owns the tables. */
    public DataSource owner() {
        return owner;
    }

    /** Connections of the server's superuser, whom no policy binds: for looking at the catalogue and for breaking things. */
    public DataSource superuser() {
        return server.getDatabase("postgres", name);
    }

    /** The address without a user, for a server under test: {@code jdbc:postgresql://localhost:<port>/<name>}. */
    public String jdbcUrl() {
        return "jdbc:postgresql://localhost:" + server.getPort() + "/" + name;
    }

    @Override
    public void close() {
        app.close();
        worker.close();
        owner.close();
        execute(server, "drop database if exists " + name + " with (force)");
    }

    private static synchronized EmbeddedPostgres server() {
        if (postgres == null) {
            postgres = start();
        }
        return postgres;
    }

    private static EmbeddedPostgres start() {
        try {
            EmbeddedPostgres started = EmbeddedPostgres.builder().setServerConfig("max_connections", "400").start();
            execute(started, "create database " + TEMPLATE);
            try (Connection superuser = started.getDatabase("postgres", TEMPLATE).getConnection()) {
                DatabaseRoles.create(superuser);
            }
            DatabaseRoles.migrate(started.getDatabase(DatabaseRoles.OWNER, TEMPLATE));
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new IllegalStateException("the test database could not be prepared", e);
        }
    }

    private static void execute(EmbeddedPostgres server, String sql) {
        try (Connection superuser = server.getPostgresDatabase().getConnection(); var statement = superuser.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    private static HikariDataSource pool(EmbeddedPostgres server, String role, String database, int size) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl("jdbc:postgresql://localhost:" + server.getPort() + "/" + database);
        config.setUsername(role);
        config.setPassword(role);
        config.setPoolName(role + "@" + database);
        config.setMaximumPoolSize(size);
        config.setMinimumIdle(0);
        return new HikariDataSource(config);
    }
}
