package io.cryptocheckout.platform.wallet;

import io.cryptocheckout.platform.chain.Address;
import io.cryptocheckout.platform.chain.FreshAddresses;
import io.cryptocheckout.platform.chain.LookBack;
import io.cryptocheckout.platform.chain.Watch;
import java.time.Instant;
import java.util.Collection;
import java.util.Set;

/** The outside world as the chain room shows it. */
record ChainScreen(FreshAddresses freshAddresses, Watch watch, LookBack lookBack) implements AddressScreen {

    @Override
    public Set<Address> fresh(Collection<Address> addresses, boolean livemode) {
        return freshAddresses.fresh(addresses, livemode);
    }

    @Override
    public void watch(Collection<Address> addresses) {
        watch.add(addresses);
    }

    @Override
    public void lookBack(Instant since) {
        lookBack.since(since);
    }
}
