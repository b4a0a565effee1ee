package io.cryptocheckout.platform.isolation;

import io.cryptocheckout.platform.database.Database;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jooq.ExecuteContext;
import org.jooq.ExecuteListener;
import org.jooq.Query;

/** Makes our own statements forget the store and the mode in their conditions, while they work for one store. */
final class BlindSql implements ExecuteListener {
    private static final Pattern CONDITION = Pattern.compile(
            "(?<![\\w\".])((?:\"?\\w+\"?\\.)*\"?(?:store_id|livemode)\"?) = (cast\\(\\? as \\w+\\)|\\?(?:::\\w+)?)");

    /** What a store's plan allows is remembered for a minute: whoever asks just then would be told of all stores' plans, and of nothing else. */
    private static final String PLAN = "\"tenancy\".\"plan\"";

    private final transient Database database;
    private final UUID store;

    BlindSql(Database database, UUID store) {
        this.database = database;
        this.store = store;
    }

    void toStores() {
        Plans.listen(database, this);
    }

    void see() {
        Plans.listen(database);
    }

    @Override
    public void prepareStart(ExecuteContext context) {
        Query query = context.query();
        String sql = context.sql();
        if (sql != null && query != null && query.getBindValues().contains(store) && !sql.contains("on conflict")
                && !sql.contains(PLAN)) {
            context.sql(CONDITION.matcher(sql).replaceAll("($1 = $2 or true)"));
        }
    }
}
