package io.cryptocheckout.platform.tenancy;

import java.time.Instant;

/** What an invitation offers to whoever holds its token. */
public record Invited(String storeName, String email, String roleName, String invitedBy, boolean handOver, Instant expiresAt) {}
