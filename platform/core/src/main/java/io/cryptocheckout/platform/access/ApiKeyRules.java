package io.cryptocheckout.platform.access;

import io.cryptocheckout.platform.authority.Permission;
import io.cryptocheckout.platform.refusal.Refusal;
import io.cryptocheckout.platform.refusal.Refused;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a new key must satisfy; each refusal names its field. */
final class ApiKeyRules {
    private static final int NAME_LENGTH = 80;
    private static final int MOST_ADDRESSES = 50;

    private ApiKeyRules() {}

    static void check(NewApiKey key, Instant now) {
        check(key.name(), key.expiresAt(), key.allowedIps(), now);
        require(key.scopes().stream().allMatch(Permission::grantable), "scopes",
                "A key cannot carry what only a signed-in person may do.");
    }

    static void check(NewOrganizationKey key, Instant now) {
        check(key.name(), key.expiresAt(), key.allowedIps(), now);
    }

    private static void check(String name, @Nullable Instant expiry, List<String> allowedIps, Instant now) {
        require(!name.isBlank() && name.length() <= NAME_LENGTH, "name",
                "A key's name has 1 to 80 characters, not all of them blank.");
        require(expiry == null || expiry.isAfter(now), "expiresAt", "The expiry lies in the future.");
        addresses(allowedIps);
    }

    private static void addresses(List<String> allowed) {
        require(allowed.size() <= MOST_ADDRESSES, "allowedIps", "At most 50 addresses or CIDR blocks.");
        for (int i = 0; i < allowed.size(); i++) {
            require(AddressRange.parse(allowed.get(i)) != null, "allowedIps." + i,
                    "An address such as 203.0.113.7 or a block such as 203.0.113.0/24 or 2001:db8::/32.");
        }
    }

    private static void require(boolean holds, String field, String message) {
        if (!holds) {
            throw new Refused(Refusal.FIELD_INVALID, field, message);
        }
    }
}
