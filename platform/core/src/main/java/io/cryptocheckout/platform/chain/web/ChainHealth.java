package io.cryptocheckout.platform.chain.web;

import io.cryptocheckout.platform.chain.ChainFacts;
import io.cryptocheckout.platform.chain.NetworkHealth;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.stereotype.Component;

/**
 * The networks on the health page. A node that is away makes this part {@code DEGRADED} and not the server {@code DOWN}:
 * restarting or removing a replica would not bring the node back.
 */
@Component("chain")
class ChainHealth implements HealthIndicator {
    private static final Status DEGRADED = new Status("DEGRADED");

    private final ChainFacts facts;

    ChainHealth(ChainFacts facts) {
        this.facts = facts;
    }

    @Override
    public Health health() {
        try {
            return asKnown();
        } catch (RuntimeException databaseAway) {
            return Health.unknown().withDetail("problem", "the database cannot be asked").build();
        }
    }

    private Health asKnown() {
        boolean well = true;
        Health.Builder health = Health.up();
        for (NetworkHealth network : facts.health()) {
            well &= network.healthy();
            Map<String, Object> shown = new LinkedHashMap<>();
            shown.put("chainId", network.chainId());
            shown.put("head", network.head());
            shown.put("lagSeconds", network.lag().toSeconds());
            shown.put("problem", network.problem() == null ? "none" : network.problem());
            health.withDetail(network.name(), shown);
        }
        return (well ? health : health.status(DEGRADED)).build();
    }
}
