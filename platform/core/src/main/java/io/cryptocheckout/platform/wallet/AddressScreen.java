package io.cryptocheckout.platform.wallet;

import io.cryptocheckout.platform.chain.Address;
import java.time.Instant;
import java.util.Collection;
import java.util.Set;

/** The wallet's view of the outside world: whether addresses have a life of their own there, and having them watched. */
interface AddressScreen {

    /**
     * Those without nonce, code and balance on every network of the mode. Throws when a node cannot say: an address is never offered on a
     * guess.
     */
    Set<Address> fresh(Collection<Address> addresses, boolean livemode);

    /** From when this returns, transfers to the addresses are recorded; repeating it changes nothing. */
    void watch(Collection<Address> addresses);

    /** Has the chains read again from a time on, for what was sent to addresses before they were watched; promised when this returns. */
    void lookBack(Instant since);
}
