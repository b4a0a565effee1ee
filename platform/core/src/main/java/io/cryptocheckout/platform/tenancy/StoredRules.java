package io.cryptocheckout.platform.tenancy;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jooq.JSONB;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** How the rules stand in the store's row where a column is not of their own type. */
final class StoredRules {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final TypeReference<TreeMap<Long, Integer>> BY_CHAIN = new TypeReference<>() {};

    private StoredRules() {}

    static String latePolicy(LatePolicy policy) {
        return policy.name().toLowerCase(Locale.ROOT);
    }

    static LatePolicy latePolicy(String stored) {
        return LatePolicy.valueOf(stored.toUpperCase(Locale.ROOT));
    }

    static JSONB confirmations(Map<Long, Integer> byChain) {
        return JSONB.valueOf(JSON.writeValueAsString(new TreeMap<>(byChain)));
    }

    static Map<Long, Integer> confirmations(JSONB stored) {
        return JSON.readValue(stored.data(), BY_CHAIN);
    }
}
