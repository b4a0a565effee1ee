package io.cryptocheckout.platform.access.web;

import com.zaxxer.hikari.HikariDataSource;
import io.cryptocheckout.devkit.SettableClock;
import io.cryptocheckout.devkit.TestDatabase;
import io.cryptocheckout.platform.database.WorkerConnectionDetails;
import io.cryptocheckout.platform.mail.Mails;
import io.cryptocheckout.platform.access.PublicPaths;
import java.util.List;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.ComponentScan.Filter;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.Import;

/** A real server on a real port with the rooms of this test alone, two tiny controllers, and a real database. */
final class AccessServer implements AutoCloseable {
    final TestDatabase postgres = TestDatabase.fresh();
    final ConfigurableApplicationContext context;
    final int port;

    AccessServer(String... properties) {
        context = new SpringApplicationBuilder(Rooms.class).web(WebApplicationType.SERVLET)
                .initializers(made -> made.getBeanFactory().registerSingleton("testDatabase", postgres))
                .properties("server.port=0", "spring.flyway.enabled=false", "spring.threads.virtual.enabled=true",
                        "spring.main.banner-mode=off", "server.address=127.0.0.1", "checkout.public-url=https://pay.example.org",
                        "checkout.sealing.key=MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=")
                .properties(properties).run();
        port = ((ServletWebServerApplicationContext) context).getWebServer().getPort();
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    @Override
    public void close() {
        context.close();
        postgres.close();
    }

    @SpringBootConfiguration
    @EnableAutoConfiguration
    @Import(Mails.class)
    @ComponentScan(basePackages = {"io.cryptocheckout.platform.database", "io.cryptocheckout.platform.audit",
            "io.cryptocheckout.platform.tenancy",
            "io.cryptocheckout.platform.access",
            "io.cryptocheckout.platform.sealing"}, excludeFilters = @Filter(type = FilterType.REGEX, pattern = ".*Test(\\$.*)?"))
    static class Rooms {

        @Bean(destroyMethod = "close")
        HikariDataSource app(TestDatabase postgres) {
            HikariDataSource source = new HikariDataSource();
            source.setJdbcUrl(postgres.jdbcUrl());
            source.setUsername("checkout_app");
            source.setPassword("checkout_app");
            source.setMaximumPoolSize(4);
            source.setConnectionTimeout(2_000);
            return source;
        }

        @Bean
        WorkerConnectionDetails worker(TestDatabase postgres) {
            return new WorkerConnectionDetails(postgres.jdbcUrl(), "checkout_worker", "checkout_worker", 4);
        }

        @Bean
        PublicPaths registration() {
            return new PublicPaths(List.of("/oauth2/register"));
        }

        @Bean
        SettableClock clock() {
            return SettableClock.standing();
        }
    }
}
