package io.cryptocheckout.platform.events;

import static io.cryptocheckout.jooq.events.Tables.DELIVERY;
import static io.cryptocheckout.jooq.events.Tables.WEBHOOK_ENDPOINT;

import io.cryptocheckout.platform.database.QueueDepth;
import io.cryptocheckout.platform.database.QueueFigures;
import java.time.Instant;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/**
 * How the sending of events goes, over all stores.
 *
 * @param failing
 *            endpoints that have failed since their last success and are still tried
 * @param disabled
 *            endpoints that the platform gave up: gone, or failing for days
 */
public record DeliveryFigures(QueueDepth queue, int failing, int disabled) {

    /** Counted as the operator, who sees neither URLs nor bodies. */
    public static DeliveryFigures of(DSLContext operator, Instant now) {
        var endpoints = operator
                .select(DSL.count().filterWhere(WEBHOOK_ENDPOINT.ENABLED.isTrue(), WEBHOOK_ENDPOINT.FAILING_SINCE.isNotNull()),
                        DSL.count().filterWhere(WEBHOOK_ENDPOINT.DISABLED_REASON.in("gone", "failing")))
                .from(WEBHOOK_ENDPOINT).where(WEBHOOK_ENDPOINT.DELETED_AT.isNull()).fetchSingle();
        return new DeliveryFigures(QueueFigures.of(operator, DELIVERY, DELIVERY.DUE_AT, now), endpoints.value1(), endpoints.value2());
    }
}
