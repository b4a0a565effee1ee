package io.cryptocheckout.platform.plugin;

import io.cryptocheckout.platform.audit.AuditLog;
import io.cryptocheckout.platform.database.Database;
import io.cryptocheckout.platform.database.Notifications;
import io.cryptocheckout.platform.database.WorkerConnectionDetails;
import io.cryptocheckout.platform.mail.Mails;
import io.cryptocheckout.platform.plugin.process.OwnFolder;
import io.cryptocheckout.platform.sealing.Sealing;
import io.cryptocheckout.platform.tenancy.Stores;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.springframework.context.support.GenericApplicationContext;

/** The room of an operator who installed no plugins, for tests of its neighbours. */
public final class QuietPlugins {

    private QuietPlugins() {}

    /** What the neighbours ask for. */
    public static void register(GenericApplicationContext context) {
        context.registerBean(PluginFilters.class,
                () -> new PluginFilters(registry(context), host(context), quarantine(context), settings()));
        context.registerBean(PluginActions.class, () -> new PluginActions(registry(context), host(context), new Notices("")));
        context.registerBean(PluginPrices.class,
                () -> new PluginPrices(registry(context), host(context), quarantine(context), context.getBean(Clock.class)));
    }

    private static PluginRegistry registry(GenericApplicationContext context) {
        Database database = context.getBean(Database.class);
        Clock clock = context.getBean(Clock.class);
        return new PluginRegistry(database, PluginFolder.read(Path.of("no such folder"), new Signers(List.of(), false),
                new OwnFolder(Path.of("no such folder")), () -> ""),
                rows(context), new Stores(database, new AuditLog(database, clock), clock),
                new Notifications(new WorkerConnectionDetails("", "", "", 1)));
    }

    private static Plugins.Rows rows(GenericApplicationContext context) {
        Clock clock = context.getBean(Clock.class);
        return new Plugins.Rows(new Installations(context.getBean(Sealing.class)), new PluginActivity(clock), new PluginStorage(),
                new PluginReceivers(null, null), new AuditLog(context.getBean(Database.class), clock));
    }

    private static PluginHost host(GenericApplicationContext context) {
        return new PluginHost(() -> {
            throw new IllegalStateException("There is no plugin");
        }, settings().budgets(), context.getBean(Clock.class));
    }

    private static Quarantine quarantine(GenericApplicationContext context) {
        Database database = context.getBean(Database.class);
        Clock clock = context.getBean(Clock.class);
        return new Quarantine(database, registry(context), rows(context),
                new Quarantine.Post(new Mails(database, clock), store -> List.of(), ""),
                clock);
    }

    private static PluginsProperties settings() {
        Duration budget = Duration.ofMillis(50);
        return new PluginsProperties(Path.of("no such folder"), false, List.of(), false, "kernel",
                new PluginsProperties.Processes(64, 192, 64, 50),
                new PluginsProperties.Budgets(budget, budget, budget, budget, budget));
    }
}
