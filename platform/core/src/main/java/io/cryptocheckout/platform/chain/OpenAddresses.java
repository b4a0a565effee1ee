package io.cryptocheckout.platform.chain;

import java.util.Collection;

/**
 * Which addresses wait for money right now, told by the room that offers them: their balances are read at every head, so
 * that ETH sent by a contract is seen too. All other watched addresses are read in a pass at least daily.
 */
public interface OpenAddresses {

    /**
     * Addresses of everything that may still change by a payment (also in its grace time), in one mode. Asked about once a
     * second on one replica.
     */
    Collection<Address> waiting(boolean livemode);
}
