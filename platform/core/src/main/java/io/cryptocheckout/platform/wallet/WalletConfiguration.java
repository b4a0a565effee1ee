package io.cryptocheckout.platform.wallet;

import io.cryptocheckout.platform.audit.AuditLog;
import io.cryptocheckout.platform.chain.FreshAddresses;
import io.cryptocheckout.platform.chain.LookBack;
import io.cryptocheckout.platform.chain.Watch;
import io.cryptocheckout.platform.database.Database;
import io.cryptocheckout.platform.mail.Mails;
import io.cryptocheckout.platform.mail.StoreContacts;
import io.cryptocheckout.platform.sealing.Sealing;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.util.UUID;
import java.util.concurrent.Executor;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the wallet's parts together. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(WalletProperties.class)
class WalletConfiguration {

    @Bean
    WalletSignal walletSignal() {
        return new WalletSignal();
    }

    @Bean
    Lineage walletLineage(Database database, WalletProperties settings, Clock clock) {
        return new Lineage(database, settings, clock);
    }

    @Bean
    WalletImport walletImport(Database database, Sealing sealing, Clock clock) {
        return new WalletImport(database, new SealedKeys(sealing), clock);
    }

    @Bean
    WalletNotices walletNotices(Mails mails, ObjectProvider<StoreContacts> contacts) {
        return new WalletNotices(mails, contacts);
    }

    @Bean
    Wallets.Parts walletParts(WalletImport imports, Lineage lineage, AddressPool pool, WalletNotices notices, AuditLog audit) {
        return new Wallets.Parts(imports, lineage, pool, notices, audit);
    }

    @Bean
    Wallets wallets(Database database, Wallets.Parts parts, WalletProperties settings, Clock clock) {
        return new Wallets(database, parts, settings, clock);
    }

    @Bean
    AddressPool addressPool(Database database, Lineage lineage, WalletSignal signal, WalletProperties settings, Clock clock) {
        Executor background = task -> Thread.ofVirtual().name("address-pool").start(task);
        return new AddressPool(database, lineage, signal, settings, new AddressPool.Node(nodeName(), clock, background));
    }

    @Bean
    ChainScreen chainScreen(FreshAddresses freshAddresses, Watch watch, LookBack lookBack) {
        return new ChainScreen(freshAddresses, watch, lookBack);
    }

    @Bean
    PoolFiller poolFiller(Database database, Sealing sealing, ChainScreen screen, Clock clock) {
        return new PoolFiller(database, new SealedKeys(sealing), screen, clock);
    }

    @Bean
    WalletOwners walletOwners(Database database) {
        return new WalletOwners(database);
    }

    @Bean
    WalletLoop walletLoop(Database database, WalletLoop.Parts parts, Clock clock) {
        return new WalletLoop(database, parts, clock);
    }

    @Bean
    WalletLoop.Parts walletLoopParts(Lineage lineage, Wallets wallets, AddressPool pool, PoolFiller filler, WalletSignal signal) {
        return new WalletLoop.Parts(lineage, wallets, pool, filler, signal);
    }

    /** For people who read the table; the random part keeps two lives of one machine apart. */
    private static String nodeName() {
        String host;
        try {
            host = InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            host = "node";
        }
        return host + "-" + UUID.randomUUID().toString().substring(0, 8);
    }
}
