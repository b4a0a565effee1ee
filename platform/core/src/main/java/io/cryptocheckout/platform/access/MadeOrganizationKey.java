package io.cryptocheckout.platform.access;

/**
 * An organization's key just made, with its secret: the only moment it can be shown.
 *
 * @param secret
 *            {@code ok_test_…} or {@code ok_live_…}
 */
public record MadeOrganizationKey(OrganizationKeyView key, String secret) {

    @Override
    public String toString() {
        return "MadeOrganizationKey[" + key.prefix() + "…]";
    }
}
