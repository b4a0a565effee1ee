package io.cryptocheckout.platform.admin;

import io.cryptocheckout.platform.access.DashboardSession;
import io.cryptocheckout.platform.authority.Permission;
import io.cryptocheckout.platform.id.IdKind;
import io.cryptocheckout.platform.refusal.Refused;
import io.cryptocheckout.platform.tenancy.AgencyAccesses;
import io.cryptocheckout.platform.tenancy.ClientStores;
import io.cryptocheckout.platform.tenancy.Organizations;
import io.cryptocheckout.platform.tenancy.StoreView;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** One store of the workspace: handing it over to its client, and leaving it. */
@DashboardPage
final class AgencyStorePage {
    private static final String PATH = AgencyPage.PATH + "/stores/{id}";

    private final ClientStores clients;
    private final AgencyAccesses accesses;
    private final Organizations organizations;

    AgencyStorePage(ClientStores clients, AgencyAccesses accesses, Organizations organizations) {
        this.organizations = organizations;
        this.clients = clients;
        this.accesses = accesses;
    }

    @GetMapping(PATH)
    String show(DashboardSession session, Model model, @PathVariable String id) {
        StoreView store = store(session, id);
        model.addAttribute("store", store);
        model.addAttribute("storeId", IdKind.STORE.format(store.id()));
        model.addAttribute("test", RoleChoice.wireNames(store.rights().test()).stream().sorted().toList());
        model.addAttribute("live", RoleChoice.wireNames(store.rights().live()).stream().sorted().toList());
        model.addAttribute("mayOffer", mayOffer(session, store));
        return "admin/agency-store";
    }

    /** Its owner may, and the agency that set it up and still keeps it for its client. */
    private boolean mayOffer(DashboardSession session, StoreView store) {
        return store.permissions(false).contains(Permission.STORE_OWN) || store.permissions(false).contains(Permission.TEAM_MANAGE)
                && organizations.of(session.accountId()).stream().anyMatch(one -> one.id().equals(store.organizationId()));
    }

    @PostMapping(PATH + "/hand-over")
    String handOver(DashboardSession session, @PathVariable String id, @RequestParam String email, RedirectAttributes page) {
        StoreView store = store(session, id);
        return Act.then(page, AgencyPage.PATH + "/stores/" + IdKind.STORE.format(store.id()),
                "The offer is on its way to " + email.strip() + ".",
                () -> clients.handOver(session.callerIn(store, false), email));
    }

    @PostMapping(PATH + "/leave")
    String leave(DashboardSession session, @PathVariable String id, RedirectAttributes page) {
        StoreView store = store(session, id);
        return Act.then(page, AgencyPage.PATH, "You left the store. What your people made there stands still until its owner adopts it.",
                () -> {
                    accesses.leave(session.callerIn(store, session.livemode()));
                    session.leaveLostStore();
                });
    }

    private static StoreView store(DashboardSession session, String id) {
        return session.stores().stream().filter(one -> IdKind.STORE.format(one.id()).equals(id)).findFirst()
                .orElseThrow(() -> Refused.notFound("store"));
    }
}
