package io.cryptocheckout.platform.tenancy;

import java.util.UUID;

/** A store to be made in an organization, with the person who will own it. */
public record NewStore(UUID organizationId, String name, UUID ownerAccountId, String ownerLabel) {

    /** Refuses a name that is blank or longer than 120 characters, naming the field it was typed into. */
    public static void checkName(String field, String name) {
        SettingsRules.name(field, name);
    }
}
