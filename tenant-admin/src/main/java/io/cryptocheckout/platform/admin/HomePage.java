package io.cryptocheckout.platform.admin;

import io.cryptocheckout.platform.authority.Caller;
import io.cryptocheckout.platform.authority.Permission;
import io.cryptocheckout.platform.checkout.Checkout;
import io.cryptocheckout.platform.checkout.FundsInbox;
import io.cryptocheckout.platform.checkout.SessionQuery;
import io.cryptocheckout.platform.plugin.PluginSlots;
import io.cryptocheckout.plugin.Facts;
import io.cryptocheckout.plugin.Slot;
import java.util.List;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** Where a merchant begins: what is still to be set up, and the newest payments. */
@DashboardPage
final class HomePage {

    private static final int NEWEST = 8;

    private final GettingStarted start;
    private final Checkout checkout;
    private final FundsInbox inbox;
    private final PluginSlots slots;

    HomePage(GettingStarted start, Checkout checkout, FundsInbox inbox, PluginSlots slots) {
        this.start = start;
        this.checkout = checkout;
        this.inbox = inbox;
        this.slots = slots;
    }

    @GetMapping("/dashboard")
    String show(Caller caller, Model model) {
        if (!caller.permissions().contains(Permission.SESSIONS_READ)) {
            return nothing(model);
        }
        List<PaymentView> newest = checkout.list(caller, SessionQuery.newest(NEWEST)).sessions().stream().map(PaymentView::of).toList();
        List<GettingStarted.Step> steps = start.steps(caller, !newest.isEmpty());
        model.addAttribute("steps", steps);
        model.addAttribute("ready", steps.stream().allMatch(GettingStarted.Step::done));
        model.addAttribute("slots", slots.show(caller.scope(), Slot.DASHBOARD_TILE, () -> Facts.NONE));
        model.addAttribute("payments", newest);
        model.addAttribute("funds", inbox.list(caller, 1, null).size());
        return "admin/home";
    }

    private static String nothing(Model model) {
        model.addAttribute("steps", List.of());
        model.addAttribute("ready", true);
        model.addAttribute("payments", List.of());
        model.addAttribute("funds", 0);
        model.addAttribute("slots", List.of());
        return "admin/home";
    }
}
