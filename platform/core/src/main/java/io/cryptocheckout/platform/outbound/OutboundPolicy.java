package io.cryptocheckout.platform.outbound;

import java.time.Duration;

/**
 * The limits of one request.
 *
 * @param livemode
 *            live mode dials public addresses by HTTPS only
 * @param timeout
 *            from the first packet to the last byte of the answer, a name look-up included
 * @param bodyLimit
 *            bytes of the answer that are read and kept; the connection is cut where it sends more
 */
public record OutboundPolicy(boolean livemode, Duration timeout, int bodyLimit) {}
