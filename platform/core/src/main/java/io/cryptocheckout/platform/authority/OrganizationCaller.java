package io.cryptocheckout.platform.authority;

import java.util.UUID;

/**
 * The authority of a request made with an organization's own key. It opens no store: all it may do is read which stores the
 * organization works in and how they are doing, in the mode of the key.
 */
public record OrganizationCaller(UUID organizationId, boolean livemode, Principal principal) {
    /** The one scope that such a key holds, and no key of a store can. */
    public static final String SCOPE = "organization:read";
}
