package io.cryptocheckout.platform.admin.wallet;

import io.cryptocheckout.platform.access.Accounts;
import io.cryptocheckout.platform.authority.Caller;
import io.cryptocheckout.platform.refusal.Refusal;
import io.cryptocheckout.platform.refusal.Refused;
import java.time.Clock;
import java.time.Instant;
import org.springframework.stereotype.Component;

/** Asks a signed-in person for the password once more, before an act that cannot be taken back. */
@Component
final class PasswordAgain {

    private final Accounts accounts;
    private final Clock clock;

    PasswordAgain(Accounts accounts, Clock clock) {
        this.accounts = accounts;
        this.clock = clock;
    }

    /** Now, if it is the person's password; refuses otherwise. */
    Instant prove(Caller caller, String password) {
        if (!accounts.verify(caller.principal().id(), password)) {
            throw new Refused(Refusal.REAUTHENTICATION_REQUIRED, "password", "That is not your password; nothing was changed.");
        }
        return clock.instant();
    }
}
