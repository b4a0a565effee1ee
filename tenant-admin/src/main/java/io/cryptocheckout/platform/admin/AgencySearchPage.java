package io.cryptocheckout.platform.admin;

import io.cryptocheckout.platform.access.DashboardSession;
import io.cryptocheckout.platform.authority.Caller;
import io.cryptocheckout.platform.authority.Permission;
import io.cryptocheckout.platform.checkout.Checkout;
import io.cryptocheckout.platform.checkout.SessionQuery;
import io.cryptocheckout.platform.id.IdKind;
import io.cryptocheckout.platform.refusal.Refused;
import io.cryptocheckout.platform.tenancy.StoreView;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Finds a payment in all stores of a person: one store after the other, each inside its own wall. */
@DashboardPage
final class AgencySearchPage {
    private static final String PATH = AgencyPage.PATH + "/search";
    private static final int PER_STORE = 20;
    private static final int LONGEST = 200;

    private final Checkout checkout;

    AgencySearchPage(Checkout checkout) {
        this.checkout = checkout;
    }

    /** A payment and whose it is. */
    public record Found(String storeId, String storeName, PaymentView payment) {}

    @GetMapping(PATH)
    String show(DashboardSession session, Model model, @RequestParam(defaultValue = "") String q) {
        String wanted = q.strip();
        List<Found> found = new ArrayList<>();
        if (!wanted.isEmpty() && wanted.length() <= LONGEST && wanted.indexOf('\u0000') < 0) {
            session.stores().forEach(store -> search(session, store, wanted, found));
        }
        model.addAttribute("q", wanted);
        model.addAttribute("found", found);
        return "admin/agency-search";
    }

    /** Goes to a payment that was found, in its own store. */
    @PostMapping(AgencyPage.PATH + "/open")
    String open(DashboardSession session, @RequestParam String store, @RequestParam String payment) {
        UUID storeId = IdKind.STORE.parse(store);
        UUID id = IdKind.CHECKOUT_SESSION.parse(payment);
        if (storeId == null || id == null) {
            throw Refused.notFound("payment");
        }
        session.choose(storeId, session.livemode());
        return "redirect:/dashboard/payments/" + IdKind.CHECKOUT_SESSION.format(id);
    }

    private void search(DashboardSession session, StoreView store, String wanted, List<Found> found) {
        Caller caller = session.callerIn(store, session.livemode());
        if (caller.permissions().contains(Permission.SESSIONS_READ)) {
            SessionQuery query = new SessionQuery(Set.of(), null, null, null, wanted, new SessionQuery.Page(PER_STORE, null));
            checkout.list(caller, query).sessions()
                    .forEach(one -> found.add(new Found(IdKind.STORE.format(store.id()), store.name(), PaymentView.of(one))));
        }
    }
}
