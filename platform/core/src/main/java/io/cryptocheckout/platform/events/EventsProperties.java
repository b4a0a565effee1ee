package io.cryptocheckout.platform.events;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How deliveries are made.
 *
 * @param batch
 *            deliveries claimed at once
 * @param inFlight
 *            deliveries one node holds claimed at most
 * @param perEndpoint
 *            requests one node has open to one endpoint at most
 * @param timeout
 *            for one request, from the first packet to the last
 * @param lease
 *            how long a claim holds; what a dead node had claimed comes due again after it
 * @param pollInterval
 *            how often the table is asked where nothing wakes the loop
 * @param endpointsPerStore
 *            webhook endpoints of one store and mode at most
 */
@ConfigurationProperties("checkout.events")
public record EventsProperties(@DefaultValue("100") int batch, @DefaultValue("5000") int inFlight, @DefaultValue("16") int perEndpoint,
        @DefaultValue("10s") Duration timeout, @DefaultValue("60s") Duration lease, @DefaultValue("1s") Duration pollInterval,
        @DefaultValue("16") int endpointsPerStore) {

    public EventsProperties {
        if (batch < 1 || inFlight < batch || perEndpoint < 1 || endpointsPerStore < 1) {
            throw new IllegalArgumentException(
                    "checkout.events: batch, per-endpoint and endpoints-per-store must be at least 1, in-flight at least batch");
        }
        if (timeout.isNegative() || timeout.isZero() || lease.compareTo(timeout.multipliedBy(3)) < 0) {
            throw new IllegalArgumentException("checkout.events.lease must be at least three times checkout.events.timeout");
        }
    }
}
