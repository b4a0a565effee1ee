package io.cryptocheckout.platform.database;

import java.time.Instant;
import java.util.Objects;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Table;
import org.jooq.impl.DSL;

/** Counts a queue that is a column of due times, which is null where a row waits for nothing. */
public final class QueueFigures {

    private QueueFigures() {}

    public static QueueDepth of(DSLContext sql, Table<?> table, Field<Instant> due, Instant now) {
        return Objects.requireNonNull(sql.select(DSL.count(), DSL.count().filterWhere(due.le(now)), DSL.min(due).filterWhere(due.le(now)))
                .from(table).where(due.isNotNull()).fetchOne(row -> new QueueDepth(row.value1(), row.value2(), row.value3())));
    }
}
