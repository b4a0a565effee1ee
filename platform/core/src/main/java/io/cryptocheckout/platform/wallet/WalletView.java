package io.cryptocheckout.platform.wallet;

import io.cryptocheckout.platform.chain.Address;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A wallet as its store's people see it; no key can be read from it.
 *
 * @param fingerprint
 *            eight hexadecimal digits that tell accounts apart
 * @param path
 *            of the account, for example {@code m/44'/60'/0'}
 * @param effectiveAt
 *            since when it is used, or, while it is scheduled, from when it will be
 * @param highestUsedIndex
 *            the highest i of {@code 0/i} that was handed out; other software must look at least that far, beyond its usual gap limit of
 *            20. Null while none was.
 * @param addressesReady
 *            how many addresses are checked, watched and waiting
 */
public record WalletView(UUID id, String fingerprint, Address firstAddress, String path, Custody custody, Status status,
        Instant effectiveAt, @Nullable Integer highestUsedIndex, int addressesReady) {

    /** Whether it receives already. */
    public enum Status {
        ACTIVE, SCHEDULED
    }
}
