package io.cryptocheckout.platform.checkout;

import io.cryptocheckout.platform.checkout.CheckoutSession.Customer;
import io.cryptocheckout.platform.checkout.settlement.Depth;
import io.cryptocheckout.platform.checkout.settlement.Fraction;
import io.cryptocheckout.platform.checkout.settlement.Outcome.Amounts;
import io.cryptocheckout.platform.checkout.settlement.Rules;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jooq.JSONB;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** How the composite columns of a session are written; every number in them is exact. */
final class SessionCodec {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private SessionCodec() {}

    private record StoredRules(String tolerance, long graceSeconds, boolean holdLate, Map<Long, String> depths) {}

    static JSONB offers(List<OfferedAsset> offers) {
        return JSONB.valueOf(JSON.writeValueAsString(offers));
    }

    static List<OfferedAsset> offers(JSONB column) {
        return JSON.readValue(column.data(), new TypeReference<List<OfferedAsset>>() {});
    }

    static JSONB rules(Rules rules) {
        Map<Long, String> depths = new LinkedHashMap<>();
        rules.depths().forEach((chain, depth) -> depths.put(chain, depth.toString()));
        return JSONB.valueOf(JSON.writeValueAsString(
                new StoredRules(rules.tolerance().toString(), rules.grace().toSeconds(), rules.holdLate(), depths)));
    }

    static Rules rules(JSONB column) {
        StoredRules stored = JSON.readValue(column.data(), StoredRules.class);
        Map<Long, Depth> depths = stored.depths().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> Depth.parse(entry.getValue())));
        return new Rules(Fraction.parse(stored.tolerance()), Duration.ofSeconds(stored.graceSeconds()), stored.holdLate(), depths);
    }

    static JSONB amounts(List<Amounts> amounts) {
        return JSONB.valueOf(JSON.writeValueAsString(amounts));
    }

    static List<Amounts> amounts(JSONB column) {
        return JSON.readValue(column.data(), new TypeReference<List<Amounts>>() {});
    }

    static JSONB metadata(Map<String, String> metadata) {
        return JSONB.valueOf(JSON.writeValueAsString(metadata));
    }

    static Map<String, String> metadata(JSONB column) {
        return JSON.readValue(column.data(), new TypeReference<LinkedHashMap<String, String>>() {});
    }

    static @Nullable JSONB customer(@Nullable Customer customer) {
        return customer == null ? null : JSONB.valueOf(JSON.writeValueAsString(customer));
    }

    static @Nullable Customer customer(@Nullable JSONB column) {
        return column == null ? null : JSON.readValue(column.data(), Customer.class);
    }
}
