package io.cryptocheckout.platform.checkout.page;

import io.cryptocheckout.platform.checkout.PageBlocks;
import io.cryptocheckout.platform.checkout.PublicSession;
import io.cryptocheckout.platform.checkout.PublicSessions;
import io.cryptocheckout.platform.checkout.SessionSignals;
import io.cryptocheckout.plugin.Block;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Connects the page to the room it belongs to. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(CheckoutPageProperties.class)
class CheckoutPageConfiguration {

    @Bean
    Source checkoutPageSource(PublicSessions sessions, PageBlocks blocks, SessionSignals signals) {
        return new Source() {
            @Override
            public @Nullable PublicSession find(UUID id) {
                return sessions.find(id);
            }

            @Override
            public List<Block> blocks(PublicSession session, PageView.Stage stage) {
                return switch (stage) {
                    case PAY, TOP_UP -> blocks.underTheAmount(session);
                    case DONE -> blocks.onTheReceipt(session);
                    case CHECKING, CONFIRMING, CLOSED -> List.of();
                };
            }

            @Override
            public AutoCloseable follow(UUID id, Runnable onChange) {
                return signals.subscribe(id, onChange);
            }
        };
    }
}
