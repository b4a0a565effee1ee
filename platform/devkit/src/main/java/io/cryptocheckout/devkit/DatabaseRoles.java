package io.cryptocheckout.devkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** The database roles and the migrations, applied the way a production database gets them. */
public final class DatabaseRoles {

    public static final String OWNER = "checkout_owner";
    public static final String APP = "checkout_app";
    public static final String WORKER = "checkout_worker";
    public static final String OPERATOR = "checkout_operator";

    private DatabaseRoles() {}

    /** Creates the roles where they are missing; the connection must belong to a superuser. */
    public static void create(Connection superuser) throws SQLException {
        try (var statement = superuser.createStatement()) {
            statement.execute(resource("/db/roles.sql"));
        }
    }

    /** Runs every migration that has not run yet; the connection must belong to the owner role. */
    public static void migrate(DataSource owner) {
        Flyway.configure()
                .dataSource(owner)
                .locations("classpath:db/migration")
                .defaultSchema("migrations")
                .createSchemas(true)
                .placeholders(Map.of("app", APP, "worker", WORKER, "operator", OPERATOR))
                .load()
                .migrate();
    }

    private static String resource(String name) {
        try (InputStream file = DatabaseRoles.class.getResourceAsStream(name)) {
            if (file == null) {
                throw new IllegalStateException(name + " is missing on the class path");
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
