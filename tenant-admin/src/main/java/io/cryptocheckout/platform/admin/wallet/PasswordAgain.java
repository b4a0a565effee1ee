package io.cryptocheckout.platform.admin.wallet;

import io.cryptocheckout.platform.access.Accounts;
import io.cryptocheckout.platform.access.AllowedRate;
import io.cryptocheckout.platform.authority.Caller;
import io.cryptocheckout.platform.refusal.Refusal;
import io.cryptocheckout.platform.refusal.Refused;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * Asks a signed-in person for the password once more, before an act that cannot be taken back. Whoever sits at somebody
 * else's open session may guess five times in a quarter of an hour.
 */
@Component
final class PasswordAgain {
    private static final int WRONG_ONES = 5;

    private final AllowedRate wrong = new AllowedRate(WRONG_ONES, Duration.ofMinutes(15));
    private final Accounts accounts;
    private final Clock clock;

    PasswordAgain(Accounts accounts, Clock clock) {
        this.accounts = accounts;
        this.clock = clock;
    }

    /** Now, if it is the person's password; refuses otherwise, and after too many wrong ones without looking at it. */
    Instant prove(Caller caller, String password) {
        UUID account = caller.principal().id();
        if (!wrong.take(account.toString()).allowed()) {
            throw new Refused(Refusal.RATE_LIMITED, "password",
                    "Too many wrong passwords; wait a quarter of an hour and try again. For now nothing was changed.");
        }
        if (!accounts.verify(account, password)) {
            throw new Refused(Refusal.REAUTHENTICATION_REQUIRED, "password", "That is not your password; nothing was changed.");
        }
        wrong.giveBack(account.toString());
        return clock.instant();
    }
}
