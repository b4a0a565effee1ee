package io.cryptocheckout.platform.operators;

import static io.cryptocheckout.jooq.operators.Tables.ACT;

import io.cryptocheckout.platform.audit.AuditAct;
import io.cryptocheckout.platform.database.Database;
import io.cryptocheckout.platform.id.Ids;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jooq.DSLContext;
import org.jooq.JSONB;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The operators' own log: which of them did what. It is only ever added to. */
@Component
public class OperatorActs {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Database database;
    private final Clock clock;

    OperatorActs(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** One line of the log. */
    public record Line(long position, Instant at, String who, @Nullable String address, AuditAct act) {}

    /** Writes down what the running transaction of the operator did. */
    void write(DSLContext operators, Operator who, AuditAct act) {
        operators.insertInto(ACT).set(ACT.ID, Ids.next(clock)).set(ACT.AT, clock.instant()).set(ACT.ACCOUNT_ID, who.accountId())
                .set(ACT.ACCOUNT_LABEL, who.email()).set(ACT.ADDRESS, who.address()).set(ACT.ACTION, act.action())
                .set(ACT.OBJECT, Objects.requireNonNull(act.object()))
                .set(ACT.DETAILS, JSONB.valueOf(JSON.writeValueAsString(new TreeMap<>(act.details())))).execute();
    }

    /**
     * What was done, newest first.
     *
     * @param before
     *            the last line of the page before; null for the first page
     */
    public List<Line> list(@Nullable Long before, int limit) {
        return database.asOperator("operators read their own log",
                operators -> operators.sql().selectFrom(ACT).where(before == null ? DSL.noCondition() : ACT.POSITION.lt(before))
                        .orderBy(ACT.POSITION.desc()).limit(limit)
                        .fetch(row -> new Line(row.getPosition(), row.getAt(), row.getAccountLabel(), row.getAddress(), new AuditAct(
                                row.getAction(), row.getObject(),
                                JSON.readValue(row.getDetails().data(), new TypeReference<Map<String, String>>() {})))));
    }
}
