package io.cryptocheckout.platform.local;

import io.cryptocheckout.platform.chain.Address;
import io.cryptocheckout.platform.chain.ChainConnection;
import io.cryptocheckout.platform.chain.Token;
import io.cryptocheckout.platform.outbound.LoopbackReceivers;
import java.net.URI;
import java.util.List;
import java.util.Set;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;

/** What the rooms are told about this machine. */
@Profile("local")
@Configuration(proxyBeanMethods = false)
class LocalConfiguration {

    private static final int USDC_DECIMALS = 6;

    @Bean
    ChainConnection localChain(LocalMachine machine) {
        Token usdc = new Token("USDC", Address.parse(machine.usdc()), USDC_DECIMALS, "USD");
        return new ChainConnection(machine.chainId(), List.of(machine.rpcUrl(), machine.webSocketUrl()), List.of(usdc));
    }

    /** Receivers on this machine may be called, but never what must not be reached through the platform. */
    @Bean
    LoopbackReceivers loopbackReceivers(LocalMachine machine, @Value("${server.port}") int port) {
        Set<Integer> ownPorts = Set.of(port, machine.rpcUrl().getPort(), machine.databasePort());
        return new LoopbackReceivers(true, () -> ownPorts);
    }

    @Bean(destroyMethod = "close")
    DemoShop demoShop(LocalMachine machine, @Value("${checkout.public-url}") URI baseUrl) {
        return DemoShop.open(machine.folder().path(), baseUrl);
    }
}
