package io.cryptocheckout.platform.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.cryptocheckout.platform.authority.AppCaller;
import io.cryptocheckout.platform.authority.Caller;
import io.cryptocheckout.platform.authority.OrganizationCaller;
import io.cryptocheckout.platform.database.Database;
import io.cryptocheckout.platform.tenancy.Terms;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/**
 * How often programs may ask: each key, and each grant of an app, at the platform's own rate, or, where the plan names a rate, all of the store together at that
 * one. A plan is remembered for a minute, so a changed rate counts within that time.
 */
@Component
public class RequestRates {
    private static final int REMEMBERED = 100_000;

    private final Database database;
    private final AccessProperties properties;
    private final AllowedRate common;
    private final Map<Integer, AllowedRate> planned = new ConcurrentHashMap<>();
    private final Cache<UUID, Terms> terms = Caffeine.newBuilder().maximumSize(REMEMBERED).expireAfterWrite(Duration.ofMinutes(1)).build();

    RequestRates(Database database, AccessProperties properties) {
        this.database = database;
        this.properties = properties;
        this.common = rate(properties.requestsPerSecond());
    }

    /** Counts one request of the caller. */
    public AllowedRate.Verdict take(Caller caller) {
        UUID store = caller.scope().storeId();
        Integer perSecond = terms.get(store, this::look).requestsPerSecond();
        return perSecond == null
                ? common.take(caller.principal().id().toString())
                : planned.computeIfAbsent(perSecond, this::rate).take(store + "/" + caller.scope().livemode());
    }

    /** Counts one request of an organization's own key, which no plan of a store speaks of. */
    public AllowedRate.Verdict take(OrganizationCaller caller) {
        return common.take(caller.principal().id().toString());
    }

    /** Counts one request that an app makes for itself, with whichever of its tokens. */
    public AllowedRate.Verdict take(AppCaller caller) {
        return common.take(caller.appId().toString());
    }

    private Terms look(UUID store) {
        return database.lookAcrossTenants("what a plan allows is known above every store", worker -> Terms.ofStore(worker, store));
    }

    /** A bucket that holds as many seconds' worth as the platform's own, and fills at the steady rate. */
    private AllowedRate rate(int perSecond) {
        long burst = Math.max(1, (long) perSecond * properties.requestBurst() / properties.requestsPerSecond());
        return new AllowedRate(burst, Duration.ofMillis(1000L * burst / perSecond + 1));
    }
}
