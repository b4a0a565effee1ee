package io.cryptocheckout.platform.outbound;

import java.net.InetAddress;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the guarded client; the local profile may add a {@link LoopbackReceivers} bean. */
@Configuration(proxyBeanMethods = false)
class OutboundConfiguration {

    @Bean
    UrlRules urlRules(ObjectProvider<LoopbackReceivers> loopback) {
        return new UrlRules(loopback.getIfAvailable(LoopbackReceivers::refused));
    }

    @Bean(destroyMethod = "close")
    GuardedHttp guardedHttp(ObjectProvider<LoopbackReceivers> loopback) {
        return new GuardedHttp(InetAddress::getAllByName, loopback.getIfAvailable(LoopbackReceivers::refused));
    }
}
