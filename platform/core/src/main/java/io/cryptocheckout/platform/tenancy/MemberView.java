package io.cryptocheckout.platform.tenancy;

import java.time.Instant;
import java.util.UUID;

/**
 * A person of a store.
 *
 * @param roleName
 *            the name of the role, for a store's own roles the one the store gave it
 */
public record MemberView(UUID accountId, Assignment assignment, String roleName, Instant since) {}
