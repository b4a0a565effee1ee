package io.cryptocheckout.platform.authority;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where a request came from.
 *
 * @param address
 *            the network address; null for the platform's own acts
 * @param accessId
 *            the agency's access that the credential rests on; null for a store's own people and keys
 */
public record Origin(@Nullable String address, @Nullable UUID accessId) {
    public static final Origin UNKNOWN = new Origin(null, null);
}
