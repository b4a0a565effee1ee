package io.cryptocheckout.platform.journey;

import com.zaxxer.hikari.HikariDataSource;
import io.cryptocheckout.devkit.SettableClock;
import io.cryptocheckout.platform.CheckoutApplication;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import tools.jackson.databind.JsonNode;

/**
 * The product as {@code spring-boot:run} starts it (embedded database with the production roles, local chain, demo store), in this
 * JVM, in a folder of its own, with a clock that tests move. One run serves all journeys; each makes sessions of its own.
 */
public final class LocalRun {

    /** How many registrations an hour one address may try: more than all shops of the tests, which come from one. */
    static final int REGISTRATIONS = 100;

    private static LocalRun running;

    public final SettableClock clock = SettableClock.running();
    public final ConfigurableApplicationContext context;
    final JsonNode demo;
    private final Path data;
    public final Rpc chain;
    final Api api;
    final Receiver receiver = new Receiver();

    public static synchronized LocalRun shared() {
        if (running == null) {
            running = new LocalRun();
        }
        return running;
    }

    private LocalRun() {
        try {
            data = Files.createTempDirectory("checkout-journey");
            context = new SpringApplicationBuilder(CheckoutApplication.class)
                    .initializers(application -> ((GenericApplicationContext) application)
                            .registerBean("movableClock", Clock.class, () -> clock, bean -> bean.setPrimary(true)))
                    .run("--checkout.data-dir=" + data, "--server.port=0",
                            "--checkout.plugins.folder=" + PluginJars.into(data.resolve("plugins")),
                            // What becomes of the late has tests of its own; a busy machine makes everybody late.
                            "--checkout.plugins.budgets.filter=2s",
                            "--checkout.operators=" + Console.OPERATOR + ", ," + Console.SECOND,
                            // Every test calls from one address and with one key; the limits have tests of their own.
                            "--checkout.access.requests-per-second=100000", "--checkout.access.request-burst=100000",
                            "--checkout.access.refused-keys-per-minute=100000", "--checkout.access.sign-ups-per-hour=2000",
                            "--checkout.oauth.requests-per-minute=1000000",
                            "--checkout.oauth.registrations-per-hour=" + REGISTRATIONS);
            Runtime.getRuntime().addShutdownHook(new Thread(context::close));
            demo = Api.JSON.readTree(Files.readString(data.resolve("demo.json")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        chain = new Rpc(text("rpcUrl"));
        api = new Api(text("baseUrl"), text("apiKey"));
        Api.Reply endpoint = api.post(
                "/api/v1/webhook_endpoints", Map.of("url", receiver.url(), "events", List.of("*")));
        if (endpoint.status() != 201) {
            throw new IllegalStateException(endpoint.text());
        }
        receiver.secret(endpoint.body().get("secret").asString());
    }

    public String text(String field) {
        return demo.get(field).asString();
    }

    /** A connection whom no policy binds, for looking at what the product wrote and for breaking it on purpose. */
    public Connection superuser() {
        try {
            String url = context.getBean(DataSource.class).unwrap(HikariDataSource.class).getJdbcUrl();
            return DriverManager.getConnection(url, "postgres", Files.readString(data.resolve("secrets/postgres")));
        } catch (IOException | SQLException e) {
            throw new IllegalStateException("The database of the run did not let its superuser in", e);
        }
    }

    /** One value that the product wrote, as text; {@code no row} where there is none. */
    String value(String query) {
        try (Connection database = superuser();
                PreparedStatement statement = database.prepareStatement(query);
                ResultSet row = statement.executeQuery()) {
            return row.next() ? String.valueOf(row.getString(1)) : "no row";
        } catch (SQLException e) {
            throw new IllegalStateException(query, e);
        }
    }

    /** Moves the platform's clock and the chain's by the same span. */
    void timePasses(Duration span) {
        clock.advance(span);
        chain.increaseTime(span);
    }
}
