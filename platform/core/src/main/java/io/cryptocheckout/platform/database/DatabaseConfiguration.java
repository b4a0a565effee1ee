package io.cryptocheckout.platform.database;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import javax.sql.DataSource;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.conf.Settings;
import org.jooq.impl.DSL;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.session.jdbc.config.annotation.SpringSessionDataSource;

/**
 * Makes the two connections: the application's role (Spring's own data source) and the worker's role beside it. Neither
 * becomes a bean on which another room could run SQL of its own.
 */
@Configuration(proxyBeanMethods = false)
class DatabaseConfiguration {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** Not a default candidate, so that Spring's own data source stays the application's; the sessions of people are its rows. */
    @Bean(defaultCandidate = false, destroyMethod = "close")
    @Qualifier("worker")
    @SpringSessionDataSource
    HikariDataSource workerDataSource(WorkerConnectionDetails worker) {
        HikariDataSource source = new HikariDataSource();
        source.setPoolName("worker");
        source.setJdbcUrl(worker.jdbcUrl());
        source.setUsername(worker.username());
        source.setPassword(worker.password());
        source.setMaximumPoolSize(worker.maximumPoolSize());
        source.setConnectionTimeout(PATIENCE.toMillis());
        return source;
    }

    @Bean
    Database database(DataSource app, @Qualifier("worker") DataSource worker) {
        return new Database(context(app), context(worker));
    }

    @Bean
    Loop endOfKeptAnswers(Idempotency idempotency) {
        return new Loop("end of kept answers", Duration.ofMinutes(10), idempotency::prune);
    }

    @Bean
    Notifications notifications(WorkerConnectionDetails worker) {
        return new Notifications(worker);
    }

    private static DSLContext context(DataSource source) {
        return DSL.using(source, SQLDialect.POSTGRES,
                new Settings().withExecuteLogging(false).withRenderSchema(true).withFetchWarnings(false));
    }
}
