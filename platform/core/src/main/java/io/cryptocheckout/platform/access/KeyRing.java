package io.cryptocheckout.platform.access;

import java.util.UUID;

/** The keys of one organization in one mode. */
public record KeyRing(UUID organizationId, boolean livemode) {}
