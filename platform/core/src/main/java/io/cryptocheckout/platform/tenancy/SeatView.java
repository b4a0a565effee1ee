package io.cryptocheckout.platform.tenancy;

import java.time.Instant;
import java.util.UUID;

/** A person of an organization. */
public record SeatView(UUID accountId, boolean owner, Instant since) {}
