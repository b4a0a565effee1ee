package io.cryptocheckout.platform.admin;

import io.cryptocheckout.platform.authority.Caller;
import io.cryptocheckout.platform.checkout.Checkout;
import io.cryptocheckout.platform.checkout.SessionHistory;
import io.cryptocheckout.platform.checkout.SessionJson;
import io.cryptocheckout.platform.checkout.SessionQuery;
import io.cryptocheckout.platform.checkout.SessionStatus;
import io.cryptocheckout.platform.id.IdKind;
import io.cryptocheckout.platform.plugin.PluginSlots;
import io.cryptocheckout.platform.refusal.Refused;
import io.cryptocheckout.plugin.Json;
import io.cryptocheckout.plugin.Slot;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Payments: the list, one with everything that happened to it, and the decisions a merchant may take. */
@DashboardPage
final class PaymentsPage {

    static final String LIST = "/dashboard/payments";
    private static final int PAGE = 25;
    private static final List<String> STATUSES = Arrays.stream(SessionStatus.values()).map(SessionStatus::wireName).toList();

    private final Checkout checkout;
    private final PluginSlots slots;
    private final SessionJson json;

    PaymentsPage(Checkout checkout, PluginSlots slots, SessionJson json) {
        this.checkout = checkout;
        this.slots = slots;
        this.json = json;
    }

    /** What the list is narrowed to, as typed. */
    public record Filter(String search, String status, String from, String to) {

        boolean isEmpty() {
            return (search + status + from + to).isBlank();
        }
    }

    @GetMapping(LIST)
    String list(Caller caller, Model model, @RequestParam(defaultValue = "") String search,
            @RequestParam(defaultValue = "") String status, @RequestParam(defaultValue = "") String from,
            @RequestParam(defaultValue = "") String to, @RequestParam(defaultValue = "") String after) {
        Filter filter = new Filter(search.strip(), STATUSES.contains(status) ? status : "", from, to);
        Checkout.Page page = checkout.list(caller, query(filter, IdKind.CHECKOUT_SESSION.parse(after)));
        model.addAttribute("payments", page.sessions().stream().map(PaymentView::of).toList());
        model.addAttribute("filter", filter);
        model.addAttribute("filtered", !filter.isEmpty());
        model.addAttribute("statuses", STATUSES);
        model.addAttribute("pages", Pages.of(LIST, after.isEmpty(), page.hasMore() ? last(page) : null, "search", filter.search(),
                "status", filter.status(), "from", from, "to", to));
        return "admin/payments";
    }

    @GetMapping(LIST + "/{id}")
    String show(Caller caller, Model model, @PathVariable String id) {
        SessionHistory history = checkout.find(caller, id(id));
        model.addAttribute("payment", PaymentView.of(history));
        model.addAttribute("slots", slots.show(caller.scope(), Slot.SESSION_PANEL, () -> Json.object(json.render(history))));
        return "admin/payment";
    }

    @PostMapping(LIST + "/{id}/cancel")
    String cancel(Caller caller, @PathVariable String id, RedirectAttributes page) {
        return Act.then(page, LIST + "/" + id, "The payment was cancelled.", () -> checkout.cancel(caller, id(id), null));
    }

    @PostMapping(LIST + "/{id}/resolve")
    String resolve(Caller caller, @PathVariable String id, @RequestParam String reason, RedirectAttributes page) {
        return Act.then(page, LIST + "/" + id, "What arrived was accepted as the full payment.",
                () -> checkout.resolve(caller, id(id), reason, null));
    }

    @PostMapping(LIST + "/{id}/check")
    String check(Caller caller, @PathVariable String id, RedirectAttributes page) {
        return Act.then(page, LIST + "/" + id, "The networks are being asked now.", () -> checkout.check(caller, id(id), null));
    }

    private static SessionQuery query(Filter filter, @Nullable UUID after) {
        Set<SessionStatus> statuses = filter.status().isEmpty() ? Set.of() : Set.of(SessionStatus.of(filter.status()));
        return new SessionQuery(statuses, null, day(filter.from(), 0), day(filter.to(), 1),
                filter.search().isEmpty() ? null : filter.search(), new SessionQuery.Page(PAGE, after));
    }

    /** The beginning of a day in UTC, or of the one after it; null for what is no day. */
    private static @Nullable Instant day(String text, int later) {
        try {
            return text.isEmpty() ? null : LocalDate.parse(text).plusDays(later).atStartOfDay(ZoneOffset.UTC).toInstant();
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static String last(Checkout.Page page) {
        return IdKind.CHECKOUT_SESSION.format(page.sessions().getLast().session().id());
    }

    private static UUID id(String id) {
        UUID parsed = IdKind.CHECKOUT_SESSION.parse(id);
        if (parsed == null) {
            throw Refused.notFound("checkout session");
        }
        return parsed;
    }
}
