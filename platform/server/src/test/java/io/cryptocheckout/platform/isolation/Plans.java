package io.cryptocheckout.platform.isolation;

import io.cryptocheckout.platform.database.Database;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import org.jooq.DSLContext;
import org.jooq.ExecuteContext;
import org.jooq.ExecuteListener;
import org.jooq.Query;
import org.jooq.conf.ParamType;
import org.jooq.impl.DSL;
import org.jooq.impl.DefaultConfiguration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Asks PostgreSQL for the plan of each statement that the product runs while it looks at one store: of the very statement, on the very
 * connection, as the same role with the same store bound; once with its values, and once as it is planned for any values.
 */
final class Plans implements ExecuteListener {
    private static final String EXPLAIN = "explain (analyze, timing off, format json) ";

    private final transient Database database;
    private final UUID store;
    private final UUID person;
    private final transient ConcurrentLinkedQueue<Plan> seen = new ConcurrentLinkedQueue<>();

    /**
     * What one statement did.
     *
     * @param scans
     *            its ways into tables, as {@code Index Scan session_pkey} or {@code Seq Scan session}
     * @param rows
     *            how many rows it looked at in all
     */
    record Plan(String sql, Set<String> scans, long rows) {}

    Plans(Database database, UUID store, UUID person) {
        this.database = database;
        this.store = store;
        this.person = person;
    }

    /** The plans of the statements that run meanwhile. */
    List<Plan> during(Runnable act) {
        seen.clear();
        listen(database, this);
        try {
            act.run();
        } finally {
            listen(database);
        }
        return List.copyOf(seen);
    }

    /** Who hears of every statement of the product from now on; nobody else does. */
    static void listen(Database database, ExecuteListener... listeners) {
        for (String pool : List.of("app", "worker")) {
            try {
                Field field = Database.class.getDeclaredField(pool);
                field.setAccessible(true);
                ((DefaultConfiguration) ((DSLContext) field.get(database)).configuration()).set(listeners);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @Override
    public void executeEnd(ExecuteContext context) {
        Query query = context.query();
        if (query == null || !query.getSQL().stripLeading().toLowerCase().startsWith("select") || !concerns(query)) {
            return;
        }
        DSLContext sql = DSL.using(context.connection(), context.dialect());
        explain(sql, query, EXPLAIN + query.getSQL(ParamType.INLINED));
        sql.execute("set local plan_cache_mode = force_generic_plan");
        int[] place = {0};
        String numbered = query.getSQL().chars().mapToObj(c -> c == '?' ? "$" + ++place[0] : Character.toString(c))
                .collect(Collectors.joining());
        sql.execute("prepare looked_at as " + numbered);
        String values = query.getBindValues().stream().map(value -> DSL.using(context.dialect()).renderInlined(DSL.val(value)))
                .collect(Collectors.joining(", "));
        explain(sql, query, EXPLAIN + "execute looked_at" + (values.isEmpty() ? "" : "(" + values + ")"));
        sql.execute("deallocate looked_at");
        sql.execute("set local plan_cache_mode = auto");
    }

    /** The loops work on while the product is asked, on other stores. */
    private boolean concerns(Query query) {
        return query.getBindValues().stream().anyMatch(value -> store.equals(value) || person.equals(value));
    }

    private void explain(DSLContext sql, Query query, String explain) {
        JsonNode plan = JsonMapper.shared().readTree(sql.fetchSingle(explain).get(0).toString()).get(0).get("Plan");
        List<String> scans = new ArrayList<>();
        long rows = read(plan, scans);
        seen.add(new Plan(query.getSQL(), Set.copyOf(scans), rows));
    }

    private static long read(JsonNode node, List<String> scans) {
        long rows = 0;
        String type = node.get("Node Type").asString();
        if (type.contains("Scan") && !type.startsWith("Subquery") && !type.startsWith("CTE")) {
            String index = node.path("Index Name").asString("");
            scans.add(type + " " + node.path("Relation Name").asString(index) + (index.isEmpty() ? "" : " by " + index));
            long each = node.path("Actual Rows").asLong() + node.path("Rows Removed by Filter").asLong()
                    + node.path("Rows Removed by Index Recheck").asLong();
            rows = each * node.path("Actual Loops").asLong(1);
        }
        for (JsonNode inner : node.path("Plans")) {
            rows += read(inner, scans);
        }
        return rows;
    }

    @Override
    public String toString() {
        return "Plans of " + store + " " + Arrays.toString(seen.toArray());
    }
}
