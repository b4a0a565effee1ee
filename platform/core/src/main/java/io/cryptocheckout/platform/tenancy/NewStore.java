package io.cryptocheckout.platform.tenancy;

import java.util.UUID;

/**
 * A store to be made, with the person who will own it.
 *
 * @param organizationName
 *            the organization is made with its first store
 */
public record NewStore(String organizationName, String name, UUID ownerAccountId) {}
