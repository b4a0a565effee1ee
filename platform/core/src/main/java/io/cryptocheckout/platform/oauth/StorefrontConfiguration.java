package io.cryptocheckout.platform.oauth;

import io.cryptocheckout.platform.access.PublicPaths;
import io.cryptocheckout.platform.database.Loop;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Reads the settings of storefronts, opens the door at which they register, and forgets those that nobody connects. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(StorefrontProperties.class)
class StorefrontConfiguration {

    @Bean
    PublicPaths registrationPath() {
        return new PublicPaths(List.of("/oauth2/register"));
    }

    @Bean
    Loop endOfUnconnectedStorefronts(StorefrontRegistrations registrations) {
        return new Loop("end of unconnected storefronts", Duration.ofMinutes(10), registrations::forget);
    }
}
