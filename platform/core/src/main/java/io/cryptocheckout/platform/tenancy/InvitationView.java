package io.cryptocheckout.platform.tenancy;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An invitation that stands open.
 *
 * @param accessId
 *            the agency's access under which it was made; null where the store's own people did
 * @param works
 *            whether it can be accepted: not expired, and its agency's access has not ended
 */
public record InvitationView(UUID id, String email, Assignment assignment, String roleName, String invitedBy, @Nullable UUID accessId,
        Instant createdAt, Instant expiresAt, boolean works) {}
