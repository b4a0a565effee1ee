package io.cryptocheckout.platform.mail;

import io.cryptocheckout.platform.database.Loop;
import java.time.Duration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(MailProperties.class)
class MailConfiguration {
    private static final Duration PAUSE = Duration.ofSeconds(2);

    @Bean
    Loop mailLoop(MailRound round) {
        return new Loop("mail", PAUSE, round::run);
    }
}
