package io.cryptocheckout.platform.access;

import java.io.Serializable;
import java.security.Principal;
import java.util.UUID;

/**
 * A person who has signed in, as the browser's session keeps it. Its name is the account's id, so that sessions can be
 * found by person without writing an e-mail address into them.
 */
public record SignedIn(UUID accountId, String email) implements Principal, Serializable {

    @Override
    public String getName() {
        return accountId.toString();
    }
}
