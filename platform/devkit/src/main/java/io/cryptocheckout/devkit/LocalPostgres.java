package io.cryptocheckout.devkit;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;

/**
 * A durable PostgreSQL 18 of its own under the data folder: loopback only, a free port, passwords for every role, and the same
 * promises on a crash that a production server gives. What an earlier process left running is ended first, in order.
 */
public final class LocalPostgres implements AutoCloseable {

    private static final String DATABASE = "checkout";

    private final EmbeddedPostgres server;
    private final DataFolder folder;

    private LocalPostgres(EmbeddedPostgres server, DataFolder folder) {
        this.server = server;
        this.folder = folder;
    }

    public static LocalPostgres start(DataFolder folder) {
        Path home = OwnerOnly.folder(folder.path().resolve("postgres"));
        Path data = home.resolve("data");
        Path complete = home.resolve("complete");
        ProcessHandle orphan = Orphans.find(data.resolve("postmaster.pid"), data.toString());
        if (orphan != null) {
            Orphans.end(orphan);
        }
        try {
            boolean first = !Files.exists(complete);
            if (first) {
                // A first start that was cut short may have left half a cluster behind; nothing of value can be in it yet.
                deleteTree(data);
            }
            EmbeddedPostgres server = server(folder, home, data);
            if (first) {
                prepare(server, folder, data);
                OwnerOnly.write(complete, "The database cluster in ./data was set up completely.\n");
            }
            return new LocalPostgres(server, folder);
        } catch (IOException e) {
            throw new UncheckedIOException("The local PostgreSQL did not start, see " + home.resolve("server.log"), e);
        } catch (SQLException e) {
            throw new IllegalStateException("The local PostgreSQL could not be prepared", e);
        }
    }

    private static EmbeddedPostgres server(DataFolder folder, Path home, Path data) throws IOException {
        return EmbeddedPostgres.builder()
                .setOverrideWorkingDirectory(home.resolve("programs").toFile())
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .setRegisterShutdownHook(false)
                .setPGStartupWait(Duration.ofSeconds(60))
                .setOutputRedirector(ProcessBuilder.Redirect.appendTo(home.resolve("server.log").toFile()))
                .setConnectConfig("password", folder.secret("postgres"))
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("listen_addresses", "localhost")
                .setServerConfig("unix_socket_directories", "")
                .setServerConfig("max_connections", "200")
                .start();
    }

    /** The cluster is born trusting everybody on this machine: give out the passwords, then ask for them. */
    private static void prepare(EmbeddedPostgres server, DataFolder folder, Path data) throws IOException, SQLException {
        try (Connection superuser = server.getPostgresDatabase().getConnection(); var statement = superuser.createStatement()) {
            statement.execute("create database " + DATABASE);
        }
        try (Connection superuser = server.getDatabase("postgres", DATABASE).getConnection(); var statement = superuser.createStatement()) {
            DatabaseRoles.create(superuser);
            for (String role : List.of("postgres", DatabaseRoles.OWNER, DatabaseRoles.APP, DatabaseRoles.WORKER)) {
                statement.execute("alter role " + role + " password '" + folder.secret(role) + "'");
            }
            OwnerOnly.write(data.resolve("pg_hba.conf"), """
                    # Every connection shows its password; the server listens on the loopback addresses alone.
                    host all all 127.0.0.1/32 scram-sha-256
                    host all all ::1/128 scram-sha-256
                    """);
            statement.execute("select pg_reload_conf()");
        }
    }

    public String jdbcUrl() {
        return "jdbc:postgresql://localhost:" + server.getPort() + "/" + DATABASE;
    }

    public int port() {
        return server.getPort();
    }

    /** The password of one of the three roles of {@link DatabaseRoles}. */
    public String password(String role) {
        return folder.secret(role);
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void deleteTree(Path root) throws IOException {
        if (Files.exists(root)) {
            try (var files = Files.walk(root)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
