package io.cryptocheckout.platform.access;

import java.io.Serializable;
import java.security.Principal;
import java.util.UUID;

/**
 * Somebody who has shown who he is, as the browser's session keeps it. The name is the account's id, so that sessions can
 * be found by person without writing an e-mail address into them.
 */
public sealed interface Person extends Principal, Serializable permits SignedIn, Halfway {

    UUID accountId();

    String email();

    /** The generation of sessions this one belongs to; a later one of the account ends it. */
    int generation();

    @Override
    default String getName() {
        return accountId().toString();
    }
}
