package io.cryptocheckout.platform.events;

import io.cryptocheckout.platform.authority.Scope;
import java.util.UUID;

/** Whether an app may still have endpoints. The room that keeps what apps were granted offers a bean of this type. */
public interface GrantStanding {

    /** Asked at every delivery to an endpoint that an app made, and never remembered. */
    boolean letsHaveEndpoints(Scope scope, UUID grantId);
}
