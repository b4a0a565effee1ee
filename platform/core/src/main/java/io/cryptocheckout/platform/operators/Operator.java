package io.cryptocheckout.platform.operators;

import io.cryptocheckout.platform.authority.Principal;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One of those who run the platform.
 *
 * @param address
 *            the network address of this request; null where there is none
 */
public record Operator(UUID accountId, String email, @Nullable String address) {

    /** As a store's own log names him: its people learn that the operator acted, and the operators' log tells which person it was. */
    Principal inStores() {
        return new Principal(Principal.Kind.OPERATOR, accountId, "The operator of the platform");
    }
}
