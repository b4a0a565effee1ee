package io.cryptocheckout.platform.admin;

import io.cryptocheckout.platform.access.ApiKeys;
import io.cryptocheckout.platform.authority.Caller;
import io.cryptocheckout.platform.authority.Permission;
import io.cryptocheckout.platform.checkout.Checkout;
import io.cryptocheckout.platform.checkout.FundsInbox;
import io.cryptocheckout.platform.checkout.SessionQuery;
import io.cryptocheckout.platform.checkout.SessionStatus;
import io.cryptocheckout.platform.events.WebhookEndpoints;
import io.cryptocheckout.platform.wallet.Wallets;
import java.util.List;
import java.util.Set;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** Where a merchant begins: what is still to be set up, and the newest payments. */
@DashboardPage
final class HomePage {

    private static final int NEWEST = 8;
    private static final Set<Permission> SETTING_UP = Set.of(Permission.WALLET_IMPORT, Permission.KEYS_MANAGE, Permission.WEBHOOKS_WRITE,
            Permission.WEBHOOKS_READ);

    private final Wallets wallets;
    private final ApiKeys keys;
    private final WebhookEndpoints endpoints;
    private final Checkout checkout;
    private final FundsInbox inbox;

    HomePage(Wallets wallets, ApiKeys keys, WebhookEndpoints endpoints, Checkout checkout, FundsInbox inbox) {
        this.wallets = wallets;
        this.keys = keys;
        this.endpoints = endpoints;
        this.checkout = checkout;
        this.inbox = inbox;
    }

    /** One step of getting started. */
    public record Step(String title, String text, String path, String act, boolean done) {}

    @GetMapping("/dashboard")
    String show(Caller caller, Model model) {
        if (!caller.permissions().contains(Permission.SESSIONS_READ)) {
            return nothing(model);
        }
        List<PaymentView> newest = checkout.list(caller, SessionQuery.newest(NEWEST)).sessions().stream().map(PaymentView::of).toList();
        // Setting up is the work of those who may do all of it.
        List<Step> steps = caller.permissions().containsAll(SETTING_UP) ? steps(caller, !newest.isEmpty()) : List.of();
        model.addAttribute("steps", steps);
        model.addAttribute("ready", steps.stream().allMatch(Step::done));
        model.addAttribute("payments", newest);
        model.addAttribute("funds", inbox.list(caller, 1, null).size());
        return "admin/home";
    }

    private static String nothing(Model model) {
        model.addAttribute("steps", List.of());
        model.addAttribute("ready", true);
        model.addAttribute("payments", List.of());
        model.addAttribute("funds", 0);
        return "admin/home";
    }

    private List<Step> steps(Caller caller, boolean anyPayment) {
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
