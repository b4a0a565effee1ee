package io.cryptocheckout.platform.access;

import java.time.Instant;

/**
 * A passkey of a person.
 *
 * @param id
 *            the credential's id in base64url, which is no secret
 */
public record PasskeyView(String id, String name, Instant createdAt, Instant lastUsedAt) {}
