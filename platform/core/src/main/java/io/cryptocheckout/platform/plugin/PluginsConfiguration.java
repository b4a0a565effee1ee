package io.cryptocheckout.platform.plugin;

import io.cryptocheckout.platform.audit.AuditLog;
import io.cryptocheckout.platform.database.Database;
import io.cryptocheckout.platform.outbound.UrlRules;
import io.cryptocheckout.platform.sealing.Sealing;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the room together. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PluginsProperties.class)
class PluginsConfiguration {

    @Bean
    PluginFolder pluginFolder(PluginsProperties properties) {
        return PluginFolder.read(properties.folder(), new Signers(properties.signers(), properties.signatureRequired()));
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
}
