package io.cryptocheckout.platform.chain.scan;

import io.cryptocheckout.platform.chain.CheckoutChainProperties;
import io.cryptocheckout.platform.chain.Heads;
import io.cryptocheckout.platform.chain.Networks;
import io.cryptocheckout.platform.chain.OpenAddresses;
import io.cryptocheckout.platform.chain.node.NodePools;
import io.cryptocheckout.platform.chain.scan.NetworkScanner.Surroundings;
import io.cryptocheckout.platform.database.Database;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the scanners together. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(CheckoutChainProperties.class)
class ScanConfiguration {

    @Bean
    Surroundings chainSurroundings(Database database, WatchedSet watched, ObjectProvider<OpenAddresses> open,
            Heads heads, Clock clock) {
        return new Surroundings(database, watched, new OpenNow(open::getIfAvailable), heads, clock);
    }

    @Bean
    Scanning chainScanning(Networks networks, NodePools pools, CheckoutChainProperties properties, Surroundings around) {
        return new Scanning(networks, pools, properties, around);
    }
}
