package io.cryptocheckout.platform.plugin;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where plugins come from, and what they may use.
 *
 * @param folder
 *            with the jars; where there is none, there are no plugins
 * @param bundled
 *            whether the plugins that come with the platform are offered
 * @param signers
 *            Ed25519 public keys (X.509, base64) whose signatures are believed
 * @param signatureRequired
 *            whether a jar without such a signature beside it is refused
 * @param wall
 *            {@code kernel}, or {@code none} where the operator runs plugins without walls of the operating system
 * @param processes
 *            what the process of one plugin may use
 * @param budgets
 *            how long one call may take
 */
@ConfigurationProperties("checkout.plugins")
public record PluginsProperties(@DefaultValue("plugins") Path folder, @DefaultValue("true") boolean bundled,
        @DefaultValue List<String> signers,
        @DefaultValue("false") boolean signatureRequired, @DefaultValue("kernel") String wall, @DefaultValue Processes processes,
        @DefaultValue Budgets budgets) {

    /** What the process of one plugin may use; sizes in MiB, the processor in per cent of one core over ten seconds. */
    public record Processes(@DefaultValue("64") int heap, @DefaultValue("192") int memory, @DefaultValue("64") int threads,
            @DefaultValue("50") int cpu) {}

    /** How long one call may take. */
    public record Budgets(@DefaultValue("50ms") Duration filter, @DefaultValue("500ms") Duration slot, @DefaultValue("10s") Duration action,
            @DefaultValue("5s") Duration price, @DefaultValue("30s") Duration task) {}

    public PluginsProperties {
        signers = List.copyOf(signers);
        if (signatureRequired && signers.isEmpty()) {
            throw new IllegalArgumentException("checkout.plugins.signature-required needs a key in checkout.plugins.signers");
        }
        if (!wall.equals("kernel") && !wall.equals("none")) {
            throw new IllegalArgumentException("checkout.plugins.wall is kernel or none");
        }
        if (Stream.of(budgets.filter(), budgets.slot(), budgets.action(), budgets.price(), budgets.task())
                .anyMatch(budget -> !budget.isPositive())) {
            throw new IllegalArgumentException("checkout.plugins.budgets must be longer than nothing");
        }
    }
}
