package io.cryptocheckout.platform.pricing;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Says which assets have a price, and which source is in trouble and why. */
final class PricesHealthIndicator implements HealthIndicator {

    private final Prices prices;

    PricesHealthIndicator(Prices prices) {
        this.prices = prices;
    }

    @Override
    public Health health() {
        PriceHealth health = prices.health();
        Health.Builder answer = health.up() ? Health.up() : Health.down();
        answer.withDetail("quotable", health.quotable()).withDetail("unquotable", health.unquotable());
        health.sources().forEach(s -> answer.withDetail(s.name(), s.trouble() == null ? "answers" : s.trouble()));
        return answer.build();
    }
}
