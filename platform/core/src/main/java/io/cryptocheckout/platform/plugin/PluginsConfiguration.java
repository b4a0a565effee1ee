package io.cryptocheckout.platform.plugin;

import io.cryptocheckout.platform.audit.AuditLog;
import io.cryptocheckout.platform.database.Database;
import io.cryptocheckout.platform.database.Loop;
import io.cryptocheckout.platform.database.Notifications;
import io.cryptocheckout.platform.mail.Mails;
import io.cryptocheckout.platform.mail.StoreContacts;
import io.cryptocheckout.platform.outbound.GuardedHttp;
import io.cryptocheckout.platform.outbound.UrlRules;
import io.cryptocheckout.platform.plugin.process.Ground;
import io.cryptocheckout.platform.plugin.process.OwnFolder;
import io.cryptocheckout.platform.plugin.process.PluginProcesses;
import io.cryptocheckout.platform.plugin.process.ProcessLimits;
import io.cryptocheckout.platform.sealing.Sealing;
import io.cryptocheckout.platform.tenancy.Stores;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Supplier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.function.SingletonSupplier;

/** Puts the room together. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PluginsProperties.class)
class PluginsConfiguration {
    private static final Duration WRITE_STOPS_AGAIN = Duration.ofSeconds(5);
    private static final Duration LOOK_AT_SCHEDULES = Duration.ofSeconds(10);
    /** Well within the minute for which a price may be used. */
    private static final Duration ASK_FOR_PRICES = Duration.ofSeconds(15);

    @Bean
    OwnFolder folderForPlugins() {
        return OwnFolder.begun();
    }

    @Bean
    PluginFolder pluginFolder(PluginsProperties properties, OwnFolder own, Clock clock) {
        Supplier<String> problem = SingletonSupplier.of(() -> problem(ground(properties, own), clock));
        PluginFolder folder = PluginFolder.read(properties.folder(), new Signers(properties.signers(), properties.signatureRequired()),
                own, problem);
        return properties.bundled()
                ? folder.over(PluginFolder.of(BundledPlugins.all(), Signers.NOT_ASKED, own, problem))
                : folder;
    }

    private static String problem(Ground ground, Clock clock) {
        try (PluginProcesses trial = new PluginProcesses(ground, (scope, id, what, args, left) -> "",
                (scope, id, fault) -> {}, clock)) {
            String problem = trial.problem();
            return problem == null ? "" : problem;
        }
    }

    @Bean
    Plugins.Rows pluginRows(Sealing sealing, ActionReceivers receivers, AuditLog audit, Clock clock) {
        Installations installations = new Installations(sealing);
        return new Plugins.Rows(installations, new PluginActivity(clock), new PluginStorage(),
                new PluginReceivers(receivers, installations), audit);
    }

    @Bean
    Plugins plugins(Database database, PluginFolder folder, Plugins.Rows rows, UrlRules urls, Clock clock) {
        return new Plugins(database, folder, rows, urls, clock);
    }

    @Bean
    PluginRegistry pluginRegistry(Database database, PluginFolder folder, Plugins.Rows rows, Stores stores, Notifications notifications) {
        return new PluginRegistry(database, folder, rows, stores, notifications);
    }

    @Bean
    Quarantine.Post quarantinePost(Mails mails, StoreContacts contacts, @Value("${checkout.public-url}") String publicUrl) {
        return new Quarantine.Post(mails, contacts, publicUrl.replaceAll("/$", ""));
    }

    @Bean
    Quarantine quarantine(Database database, PluginRegistry registry, Plugins.Rows rows, Quarantine.Post post, Clock clock) {
        return new Quarantine(database, registry, rows, post, clock);
    }

    @Bean
    Loop stopsOfPlugins(Quarantine quarantine) {
        return new Loop("stops of plugins", WRITE_STOPS_AGAIN, quarantine::again);
    }

    @Bean
    PluginAsks.Ways pluginWaysOut(GuardedHttp http, SessionCustomers customers, Mails mails, Clock clock) {
        return new PluginAsks.Ways(new PluginHttp(http, clock), new CustomerMail(customers, mails, clock));
    }

    @Bean
    PluginAsks pluginAsks(Database database, PluginRegistry registry, Plugins.Rows rows, PluginAsks.Ways out, Clock clock) {
        return new PluginAsks(database, registry, rows, out, clock);
    }

    @Bean
    PluginHost pluginHost(PluginsProperties properties, OwnFolder own, PluginAsks asks, Quarantine quarantine, Clock clock) {
        return new PluginHost(() -> new PluginProcesses(ground(properties, own), asks, quarantine, clock), properties.budgets(), clock);
    }

    @Bean
    PluginFilters pluginFilters(PluginRegistry registry, PluginHost host, Quarantine quarantine, PluginsProperties properties) {
        return new PluginFilters(registry, host, quarantine, properties);
    }

    @Bean
    PluginSlots pluginSlots(PluginRegistry registry, PluginHost host, Quarantine quarantine, PluginsProperties properties) {
        return new PluginSlots(registry, host, quarantine, properties);
    }

    @Bean
    PluginActions pluginActions(PluginRegistry registry, PluginHost host, Quarantine.Post post) {
        return new PluginActions(registry, host, new Notices(post.publicUrl()));
    }

    @Bean
    PluginPrices pluginPrices(PluginRegistry registry, PluginHost host, Quarantine quarantine, Clock clock) {
        return new PluginPrices(registry, host, quarantine, clock);
    }

    @Bean
    Loop pricesOfPlugins(PluginPrices prices) {
        return new Loop("prices of plugins", ASK_FOR_PRICES, prices::refresh);
    }

    @Bean
    ScheduledRuns scheduledRuns(Database database, PluginFolder folder, ScheduledRuns.Calls calls, Plugins.Rows rows, Clock clock) {
        return new ScheduledRuns(database, folder, calls, rows, clock);
    }

    @Bean
    ScheduledRuns.Calls scheduledCalls(PluginRegistry registry, PluginHost host) {
        return new ScheduledRuns.Calls(registry, host);
    }

    @Bean
    Loop scheduleOfPlugins(ScheduledRuns runs) {
        return new Loop("schedule of plugins", LOOK_AT_SCHEDULES, runs::once);
    }

    private static Ground ground(PluginsProperties properties, OwnFolder own) {
        return new Ground(own, limits(properties), !properties.wall().equals("none"));
    }

    private static ProcessLimits limits(PluginsProperties properties) {
        PluginsProperties.Processes wanted = properties.processes();
        ProcessLimits usual = ProcessLimits.DEFAULT;
        return new ProcessLimits(wanted.heap(), wanted.memory(), wanted.threads(), wanted.cpu(), usual.cpuWindow(), usual.start(),
                usual.grace(), usual.idle());
    }
}
