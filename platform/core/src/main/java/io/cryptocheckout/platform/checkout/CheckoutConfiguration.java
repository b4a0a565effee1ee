package io.cryptocheckout.platform.checkout;

import io.cryptocheckout.platform.audit.AuditLog;
import io.cryptocheckout.platform.chain.ChainFacts;
import io.cryptocheckout.platform.chain.Heads;
import io.cryptocheckout.platform.chain.Networks;
import io.cryptocheckout.platform.chain.OpenAddresses;
import io.cryptocheckout.platform.chain.Rescan;
import io.cryptocheckout.platform.database.Database;
import io.cryptocheckout.platform.database.Idempotency;
import io.cryptocheckout.platform.database.Loop;
import io.cryptocheckout.platform.database.Notifications;
import io.cryptocheckout.platform.events.Events;
import io.cryptocheckout.platform.outbound.UrlRules;
import io.cryptocheckout.platform.plugin.PluginFilters;
import io.cryptocheckout.platform.plugin.PluginPrices;
import io.cryptocheckout.platform.plugin.SessionCustomers;
import io.cryptocheckout.platform.pricing.Prices;
import io.cryptocheckout.platform.tenancy.Stores;
import io.cryptocheckout.platform.wallet.AddressPool;
import io.cryptocheckout.platform.wallet.WalletOwners;
import java.time.Clock;
import java.time.Duration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the room together. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PublicUrl.class)
class CheckoutConfiguration {

    @Bean
    SessionJson sessionJson(PublicUrl publicUrl) {
        return new SessionJson(publicUrl);
    }

    @Bean
    FundsInbox fundsInbox(Database database, Networks networks, Events events, Clock clock) {
        return new FundsInbox(database, networks, events, clock);
    }

    @Bean
    StoreFigures storeFigures(Database database, Clock clock) {
        return new StoreFigures(database, clock);
    }

    @Bean
    Settling settling(SessionJson json, Events events, FundsInbox inbox, Quoting quoting, Clock clock) {
        return new Settling(json, events, inbox, quoting, clock);
    }

    @Bean
    LoopSignal paymentLoopSignal() {
        return new LoopSignal();
    }

    @Bean
    Quoting quoting(Networks networks, Prices prices, PluginPrices own, PluginFilters plugins) {
        return new Quoting(networks, prices, new StoreQuotes(prices, own, plugins));
    }

    @Bean
    PageBlocks pageBlocks(PluginFilters plugins) {
        return new PageBlocks(plugins);
    }

    @Bean
    SessionCustomers sessionCustomers() {
        return (tx, id) -> {
            CheckoutSession session = CheckoutSessions.find(tx, id);
            CheckoutSession.Customer customer = session == null ? null : session.details().customer();
            return customer == null ? null : customer.email();
        };
    }

    @Bean
    Showing showing(Database database, Quoting quoting, SessionJson json, LoopSignal signal, Clock clock) {
        return new Showing(database, quoting, json, signal, clock);
    }

    @Bean
    Opening opening(UrlRules urls, Quoting quoting, AddressPool addresses, Idempotency idempotency, Opening.Ledger ledger) {
        return new Opening(new NewSessionRules(urls), quoting, addresses, idempotency, ledger);
    }

    @Bean
    Opening.Ledger openingLedger(Stores stores, Events events, SessionJson json, Clock clock) {
        return new Opening.Ledger(stores, events, json, clock);
    }

    @Bean
    Decisions decisions(Database database, ChainFacts facts, Idempotency idempotency, Settling settling, Decisions.Told told) {
        return new Decisions(database, facts, idempotency, settling, told);
    }

    @Bean
    Decisions.Told decisionsTold(SessionJson json, AuditLog audit, Clock clock) {
        return new Decisions.Told(json, audit, clock);
    }

    @Bean
    Checkout checkout(Database database, UseCases cases, Idempotency idempotency, Rescan rescan) {
        return new Checkout(database, cases.opening(), cases.decisions(), cases.showing(), new Checkout.Asking(idempotency, rescan));
    }

    /** What a merchant's requests come down to. */
    record UseCases(Opening opening, Decisions decisions, Showing showing) {}

    @Bean
    UseCases useCases(Opening opening, Decisions decisions, Showing showing) {
        return new UseCases(opening, decisions, showing);
    }

    @Bean
    PublicSessions publicSessions(Database database, Stores stores, Showing showing) {
        return new PublicSessions(database, stores, showing);
    }

    @Bean
    SessionSignals sessionSignals(Notifications notifications) {
        return new SessionSignals(notifications);
    }

    @Bean
    StrayFunds strayFunds(Database database, ChainFacts facts, WalletOwners owners, AddressPool addresses, StrayFunds.Booking booking) {
        return new StrayFunds(database, facts, owners, addresses, booking);
    }

    @Bean
    StrayFunds.Booking strayBooking(FundsInbox inbox, Clock clock) {
        return new StrayFunds.Booking(inbox, clock);
    }

    @Bean
    PaymentLoop paymentLoop(Database database, ChainFacts facts, Settling settling, StrayFunds strays, PaymentLoop.Rhythm rhythm) {
        return new PaymentLoop(database, facts, settling, strays, rhythm);
    }

    @Bean
    PaymentLoop.Rhythm paymentLoopRhythm(LoopSignal signal, Clock clock) {
        return new PaymentLoop.Rhythm(signal, clock);
    }

    @Bean
    PaymentLoopLifecycle paymentLoopLifecycle(PaymentLoop loop, LoopSignal signal, Heads heads) {
        return new PaymentLoopLifecycle(loop, signal, heads);
    }

    @Bean
    SessionTallies sessionTallies(Database database, Clock clock) {
        return new SessionTallies(database, clock);
    }

    @Bean
    Loop tallyOfSessions(SessionTallies tallies) {
        return new Loop("tally of sessions", Duration.ofMinutes(1), tallies::addUp);
    }

    @Bean
    OpenAddresses openAddresses(Database database) {
        return livemode -> database.acrossTenants("addresses that wait for money are asked for by the chain, which knows no store",
                worker -> DueSessions.open(worker, livemode));
    }
}
