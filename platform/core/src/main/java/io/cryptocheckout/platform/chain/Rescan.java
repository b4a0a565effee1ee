package io.cryptocheckout.platform.chain;

/** Asks for a look at the chain before its time. A hint: what is found is decided by the chain alone. */
public interface Rescan {

    /** Scans every connected network to its head and reads this address' balance there, soon and in the background. */
    void lookNow(Address address);

    /** Scans one network to its head, soon and in the background; an unknown chain id is ignored. */
    void lookNow(long chainId);
}
