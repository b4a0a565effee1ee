package io.cryptocheckout.platform.server;

import io.cryptocheckout.platform.database.WorkerConnectionDetails;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The beans that no room owns. */
@Configuration(proxyBeanMethods = false)
class ServerConfiguration {

    /** The one clock of the platform; every room takes time from it. */
    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    WorkerConnectionDetails workerConnection(WorkerDatabaseProperties worker) {
        return new WorkerConnectionDetails(worker.url(), worker.username(), worker.password(), worker.maximumPoolSize());
    }
}
