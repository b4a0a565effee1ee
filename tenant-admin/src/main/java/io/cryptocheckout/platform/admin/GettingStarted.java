package io.cryptocheckout.platform.admin;

import io.cryptocheckout.platform.access.ApiKeys;
import io.cryptocheckout.platform.authority.Caller;
import io.cryptocheckout.platform.authority.Permission;
import io.cryptocheckout.platform.checkout.Checkout;
import io.cryptocheckout.platform.checkout.SessionQuery;
import io.cryptocheckout.platform.checkout.SessionStatus;
import io.cryptocheckout.platform.events.WebhookEndpoints;
import io.cryptocheckout.platform.wallet.Wallets;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;

/** What is still to be set up in a store and mode. */
@Component
final class GettingStarted {
    private static final Set<Permission> SETTING_UP = Set.of(Permission.WALLET_IMPORT, Permission.KEYS_MANAGE, Permission.WEBHOOKS_WRITE,
            Permission.WEBHOOKS_READ);

    private final Wallets wallets;
    private final ApiKeys keys;
    private final WebhookEndpoints endpoints;
    private final Checkout checkout;

    GettingStarted(Wallets wallets, ApiKeys keys, WebhookEndpoints endpoints, Checkout checkout) {
        this.wallets = wallets;
        this.keys = keys;
        this.endpoints = endpoints;
        this.checkout = checkout;
    }

    /** One step. */
    public record Step(String title, String text, String path, String act, boolean done) {}

    /** All steps, done or not; none for who may not do all of them, because setting up is not their work. */
    List<Step> steps(Caller caller, boolean anyPayment) {
        if (!caller.permissions().containsAll(SETTING_UP)) {
            return List.of();
        }
        boolean paid = anyPayment
                && !checkout.list(caller, new SessionQuery(Set.of(SessionStatus.PAID, SessionStatus.PAID_LATE), null, null,
                        null, null, new SessionQuery.Page(1, null))).sessions().isEmpty();
        return List.of(
                new Step("Connect a wallet", "Payments go straight to addresses of your own wallet.", "/dashboard/settings/wallet",
                        "Connect a wallet", wallets.view(caller.scope()) != null),
                new Step("Create an API key", "Your backend shows it when it creates a payment.", "/dashboard/keys/new", "Create a key",
                        keys.list(caller).stream().anyMatch(key -> key.revokedAt() == null)),
                new Step("Add a webhook endpoint", "Your backend is told, signed, when a payment is complete.", "/dashboard/webhooks/new",
                        "Add an endpoint", !endpoints.list(caller).isEmpty()),
                new Step("Create a payment", "By the API, or here to see the customer's side.", "/dashboard/payments/new",
                        "Create a payment", anyPayment),
                new Step("Receive it", "Pay it, and watch it become paid.", "/dashboard/payments", "See the payments", paid));
    }
}
