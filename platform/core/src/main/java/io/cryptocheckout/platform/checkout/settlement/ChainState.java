package io.cryptocheckout.platform.checkout.settlement;

import java.time.Instant;

/**
 * How far one network has been read.
 *
 * @param head
 *            number of the newest canonical block read
 * @param finalized
 *            number of the newest block the network calls final
 * @param readThrough
 *            block time up to which every block and the address' balance have been read; {@link Instant#MIN} if never
 */
public record ChainState(long chainId, long head, long finalized, Instant readThrough) {}
