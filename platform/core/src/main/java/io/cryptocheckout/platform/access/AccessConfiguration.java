package io.cryptocheckout.platform.access;

import io.cryptocheckout.platform.database.Loop;
import java.time.Duration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Reads the room's settings and starts its loop. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({AccessProperties.class, SiteUrl.class})
class AccessConfiguration {
    private static final Duration LAST_USE_WRITTEN_EVERY = Duration.ofSeconds(5);

    @Bean
    Loop lastUseOfKeys(KeyUse use) {
        return new Loop("last use of keys", LAST_USE_WRITTEN_EVERY, use::write);
    }

    @Bean
    Loop endOfUnconfirmedAccounts(SignUps signUps) {
        return new Loop("end of unconfirmed accounts", Duration.ofHours(1), signUps::prune);
    }
}
