package io.cryptocheckout.platform.operators;

import io.cryptocheckout.platform.access.Accounts;
import io.cryptocheckout.platform.mail.MailAddress;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Who runs the platform: the accounts whose confirmed address the setting {@code checkout.operators} names. It is read at every request,
 * so whoever loses the address, or whose address leaves the setting at a restart, is none from then on.
 */
@Component
public class Operators {
    private final Accounts accounts;
    private final Set<String> named;

    Operators(Accounts accounts, OperatorsProperties properties) {
        // An environment variable that is empty, or ends with a comma, names nobody more.
        List<String> addresses = properties.operators().stream().map(String::strip).filter(address -> !address.isEmpty()).toList();
        addresses.forEach(address -> MailAddress.check("checkout.operators", address));
        this.accounts = accounts;
        this.named = addresses.stream().map(Accounts::keyOf).collect(Collectors.toUnmodifiableSet());
    }

    /** Whether the setting names this address; that it is somebody's own is another question. */
    public boolean names(String email) {
        return named.contains(Accounts.keyOf(email));
    }

    /** The operator behind an account; null where it is none. */
    public @Nullable Operator find(UUID accountId, @Nullable String address) {
        String email = named.isEmpty() ? null : accounts.confirmedAddress(accountId);
        return email != null && names(email) ? new Operator(accountId, email, address) : null;
    }
}
