package io.cryptocheckout.platform.sealing;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SealingProperties.class)
class SealingConfiguration {

    @Bean
    Sealing sealing(SealingProperties properties) {
        return new Sealing(properties);
    }
}
