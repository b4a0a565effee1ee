package io.cryptocheckout.platform.tenancy;

import java.util.UUID;

/**
 * A store to be made, with the person who will own it.
 *
 * @param organizationName
 *            the organization is made with its first store
 */
public record NewStore(String organizationName, String name, UUID ownerAccountId) {

    /** Refuses a name that is blank or longer than 120 characters, naming the field it was typed into. */
    public static void checkName(String field, String name) {
        SettingsRules.name(field, name);
    }
}
