package io.cryptocheckout.platform.access;

import io.cryptocheckout.platform.refusal.Refusal;
import io.cryptocheckout.platform.refusal.Refused;
import java.time.Duration;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * Asks a signed-in person for the password once more, before the account itself is changed. Whoever sits at somebody
 * else's open session may guess five times in a quarter of an hour.
 */
@Component
class PasswordProof {
    private static final int WRONG_ONES = 5;

    private final AllowedRate wrong = new AllowedRate(WRONG_ONES, Duration.ofMinutes(15));
    private final Accounts accounts;

    PasswordProof(Accounts accounts) {
        this.accounts = accounts;
    }

    /** Refuses, naming the field it was typed into, what is not the password; after too many without looking at it. */
    void demand(UUID accountId, String field, String password) {
        if (!wrong.take(accountId.toString()).allowed()) {
            throw new Refused(Refusal.RATE_LIMITED, field,
                    "Too many wrong passwords; wait a quarter of an hour and try again. For now nothing was changed.");
        }
        if (!accounts.verify(accountId, password)) {
            throw new Refused(Refusal.REAUTHENTICATION_REQUIRED, field, "That is not your password; nothing was changed.");
        }
        wrong.giveBack(accountId.toString());
    }
}
