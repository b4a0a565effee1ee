package io.cryptocheckout.platform.chain;

import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * Whether an address was ever used: the first addresses of an account may be the merchant's everyday ones. Asks nodes, so
 * it never belongs on the path of a request that makes a session.
 */
public interface FreshAddresses {

    /**
     * Those of the addresses that have no nonce, no code and no balance on every connected network of the mode. Watch only
     * these, after this answer: what an address held before it was watched would look like a payment.
     *
     * @throws NodesUnavailable
     *             when a network cannot be asked or none is connected; try again later, and offer none of them until then
     */
    Set<Address> fresh(Collection<Address> addresses, boolean livemode);

    /** {@link #fresh} for one address. */
    default boolean check(Address address, boolean livemode) {
        return !fresh(List.of(address), livemode).isEmpty();
    }
}
