package io.cryptocheckout.platform.access;

import static io.cryptocheckout.jooq.access.Tables.API_KEY;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/** How many API keys work in a store, as its plan counts them. */
public record KeyFigures(int test, int live) {
    public static final KeyFigures NONE = new KeyFigures(0, 0);

    /** Counted as the operator, who sees neither names nor scopes. */
    public static Map<UUID, KeyFigures> of(DSLContext operator, Collection<UUID> stores, Instant now) {
        Map<UUID, KeyFigures> figures = new HashMap<>();
        operator.select(API_KEY.STORE_ID, DSL.count().filterWhere(API_KEY.LIVEMODE.isFalse()),
                DSL.count().filterWhere(API_KEY.LIVEMODE.isTrue()))
                .from(API_KEY).where(API_KEY.STORE_ID.in(stores), KeyQuota.counts(now)).groupBy(API_KEY.STORE_ID)
                .forEach(row -> figures.put(row.value1(), new KeyFigures(row.value2(), row.value3())));
        return figures;
    }
}
