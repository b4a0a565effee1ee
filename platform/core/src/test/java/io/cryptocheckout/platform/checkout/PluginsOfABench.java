package io.cryptocheckout.platform.checkout;

import io.cryptocheckout.platform.mail.StoreContacts;
import io.cryptocheckout.platform.outbound.GuardedHttp;
import io.cryptocheckout.platform.outbound.LoopbackReceivers;
import io.cryptocheckout.platform.plugin.QuietPlugins;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.env.MapPropertySource;

/** The room of plugins beside that of payments. */
final class PluginsOfABench {

    private PluginsOfABench() {}

    /**
     * @param folder
     *            where they are; null for an operator who installed none
     */
    static void register(AnnotationConfigApplicationContext node, @Nullable Path folder) {
        if (folder == null) {
            QuietPlugins.register(node);
            return;
        }
        node.getEnvironment().getPropertySources().addFirst(new MapPropertySource("plugins",
                Map.of("checkout.plugins.folder", folder.toString(), "checkout.plugins.budgets.filter", "5s")));
        node.registerBean(GuardedHttp.class, () -> new GuardedHttp(InetAddress::getAllByName, new LoopbackReceivers(true, Set::of)));
        node.registerBean(StoreContacts.class, () -> store -> List.of("owner@example.com"));
        for (String part : List.of("plugin.PluginsConfiguration", "events.EndpointRows", "events.PluginEndpoints")) {
            node.register(CheckoutBench.configuration(part));
        }
    }
}
