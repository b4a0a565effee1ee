package io.cryptocheckout.platform.admin;

import io.cryptocheckout.platform.authority.Caller;
import io.cryptocheckout.platform.events.Deliveries;
import io.cryptocheckout.platform.events.DeliveryQuery;
import io.cryptocheckout.platform.events.DeliveryView;
import io.cryptocheckout.platform.events.DeliveryWithAttempts;
import io.cryptocheckout.platform.events.Slice;
import io.cryptocheckout.platform.id.IdKind;
import io.cryptocheckout.platform.refusal.Refused;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The log of what was sent to webhook endpoints, with request and answer, and the button that sends it again. */
@DashboardPage
final class DeliveriesPage {

    private static final String LIST = "/dashboard/deliveries";
    private static final int PAGE = 25;
    private static final Set<String> STATES = Set.of("pending", "delivered", "abandoned");

    private final Deliveries deliveries;

    DeliveriesPage(Deliveries deliveries) {
        this.deliveries = deliveries;
    }

    @GetMapping(LIST)
    String list(Caller caller, Model model, @RequestParam(defaultValue = "") String endpoint,
            @RequestParam(defaultValue = "") String state, @RequestParam(defaultValue = "") String after) {
        String known = STATES.contains(state) ? state : null;
        Slice<DeliveryView> page = deliveries.list(caller, new DeliveryQuery(IdKind.WEBHOOK_ENDPOINT.parse(endpoint), null, known,
                IdKind.DELIVERY.parse(after), PAGE));
        model.addAttribute("deliveries", page.data());
        model.addAttribute("endpoint", endpoint);
        model.addAttribute("state", known == null ? "" : known);
        model.addAttribute("pages", Pages.of(LIST, after.isEmpty(),
                page.hasMore() ? IdKind.DELIVERY.format(page.data().getLast().id()) : null, "endpoint", endpoint, "state", state));
        return "admin/deliveries";
    }

    @GetMapping(LIST + "/{id}")
    String show(Caller caller, Model model, @PathVariable String id) {
        DeliveryWithAttempts found = find(caller, id);
        model.addAttribute("delivery", found.delivery());
        model.addAttribute("body", Pretty.json(found.body()));
        model.addAttribute("attempts", found.attempts().reversed());
        return "admin/delivery";
    }

    @PostMapping(LIST + "/{id}/resend")
    String resend(Caller caller, @PathVariable String id, RedirectAttributes page) {
        UUID delivery = find(caller, id).delivery().id();
        return Act.then(page, LIST + "/" + id, "It is on its way again, with the same event id.",
                () -> deliveries.resend(caller, delivery));
    }

    private DeliveryWithAttempts find(Caller caller, String id) {
        UUID parsed = IdKind.DELIVERY.parse(id);
        @Nullable
        DeliveryWithAttempts found = parsed == null ? null : deliveries.find(caller, parsed);
        if (found == null) {
            throw Refused.notFound("delivery");
        }
        return found;
    }
}
