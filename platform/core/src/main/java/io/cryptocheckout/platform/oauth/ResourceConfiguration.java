package io.cryptocheckout.platform.oauth;

import io.cryptocheckout.platform.database.Loop;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Starts the loop of what tokens open. */
@Configuration(proxyBeanMethods = false)
class ResourceConfiguration {
    private static final Duration LAST_USE_WRITTEN_EVERY = Duration.ofSeconds(5);

    @Bean
    Loop lastUseOfGrants(GrantUse use) {
        return new Loop("last use of connected apps", LAST_USE_WRITTEN_EVERY, use::write);
    }
}
