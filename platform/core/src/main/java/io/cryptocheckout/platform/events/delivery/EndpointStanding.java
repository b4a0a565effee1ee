package io.cryptocheckout.platform.events.delivery;

import io.cryptocheckout.platform.authority.Permission;
import io.cryptocheckout.platform.authority.Scope;
import io.cryptocheckout.platform.events.GrantStanding;
import io.cryptocheckout.platform.tenancy.AgencyAccesses;
import java.util.UUID;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Whether an endpoint may be sent to now, by what it rests on: an agency's access, what an app was granted, or nothing but its store. */
@Component
final class EndpointStanding {
    private static final String ENDED = "The agency that set up the endpoint has no access any more; adopt the endpoint, then send this again.";
    private static final String DISCONNECTED = "The app that set up the endpoint is disconnected, or may not have endpoints any more.";

    private final AgencyAccesses accesses;
    private final GrantStanding grants;

    EndpointStanding(AgencyAccesses accesses, GrantStanding grants) {
        this.accesses = accesses;
        this.grants = grants;
    }

    /** Why nothing may be sent; null where it may. What an agency's people made is sent to while the agency may work on webhooks. */
    @Nullable
    String silence(Record endpoint, Scope scope) {
        if (!endpoint.get("wanted", Boolean.class)) {
            return DueDelivery.DISABLED;
        }
        UUID accessId = endpoint.get("access_id", UUID.class);
        if (accessId != null && !accesses.rights(scope.storeId(), accessId).in(scope.livemode()).contains(Permission.WEBHOOKS_WRITE)) {
            return ENDED;
        }
        UUID grantId = endpoint.get("grant_id", UUID.class);
        return grantId == null || grants.letsHaveEndpoints(scope, grantId) ? null : DISCONNECTED;
    }
}
