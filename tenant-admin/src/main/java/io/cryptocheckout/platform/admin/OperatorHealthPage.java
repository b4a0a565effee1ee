package io.cryptocheckout.platform.admin;

import io.cryptocheckout.platform.database.QueueDepth;
import io.cryptocheckout.platform.operators.HealthDesk;
import io.cryptocheckout.platform.operators.PlatformHealth;
import io.cryptocheckout.platform.plugin.PluginFolder;
import java.util.List;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** How the queues, the scanners and the price sources are doing, and which plugins are there. */
@OperatorPage
final class OperatorHealthPage {
    private final HealthDesk desk;
    private final PluginFolder plugins;

    OperatorHealthPage(HealthDesk desk, PluginFolder plugins) {
        this.desk = desk;
        this.plugins = plugins;
    }

    /** A queue in words. */
    public record Queue(String name, String what, QueueDepth depth) {}

    @GetMapping(OperatorPage.PATH + "/health")
    String show(Model model) {
        PlatformHealth health = desk.look();
        model.addAttribute("health", health);
        model.addAttribute("plugins", plugins.installed());
        model.addAttribute("refusedPlugins", plugins.refused());
        model.addAttribute("queues", List.of(
                new Queue("Payment loop", "sessions to be looked at", health.payments()),
                new Queue("Webhooks", "deliveries to be sent", health.deliveries().queue()),
                new Queue("Mail", "mails to be sent", health.mail().queue()),
                new Queue("Addresses", "pools to be filled", health.pools().queue())));
        return "admin/operator-health";
    }
}
