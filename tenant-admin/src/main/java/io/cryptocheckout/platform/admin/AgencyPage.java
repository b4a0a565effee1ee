package io.cryptocheckout.platform.admin;

import io.cryptocheckout.platform.access.DashboardSession;
import io.cryptocheckout.platform.authority.Caller;
import io.cryptocheckout.platform.authority.Permission;
import io.cryptocheckout.platform.checkout.StoreFigures;
import io.cryptocheckout.platform.checkout.StorePulse;
import io.cryptocheckout.platform.events.EndpointView;
import io.cryptocheckout.platform.events.WebhookEndpoints;
import io.cryptocheckout.platform.id.IdKind;
import io.cryptocheckout.platform.refusal.Refused;
import io.cryptocheckout.platform.tenancy.OrganizationView;
import io.cryptocheckout.platform.tenancy.Organizations;
import io.cryptocheckout.platform.tenancy.StoreView;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** An agency's workspace: all stores of its person on one page, with how they are doing. Each is read inside its own wall. */
@DashboardPage
final class AgencyPage {
    static final String PATH = "/dashboard/agency";

    private final Organizations organizations;
    private final StoreFigures figures;
    private final WebhookEndpoints endpoints;

    AgencyPage(Organizations organizations, StoreFigures figures, WebhookEndpoints endpoints) {
        this.organizations = organizations;
        this.figures = figures;
        this.endpoints = endpoints;
    }

    /**
     * A store and how it is doing.
     *
     * @param pulse
     *            null where the person may not read payments there
     * @param failing
     *            endpoints that fail or were switched off for it; null where the person may not read them
     */
    public record Row(String id, StoreView store, @Nullable StorePulse pulse, @Nullable Long failing) {

        /** Whether nothing asks for anybody's care. */
        public boolean isWell() {
            return (pulse == null || pulse.stuck() == 0 && pulse.unmatched() == 0) && (failing == null || failing == 0);
        }
    }

    /** An organization of the person. */
    public record Home(String id, OrganizationView organization) {}

    @GetMapping(PATH)
    String show(DashboardSession session, Model model) {
        List<Home> homes = organizations.of(session.accountId()).stream()
                .map(one -> new Home(IdKind.ORGANIZATION.format(one.id()), one)).toList();
        model.addAttribute("agencies", homes.stream().filter(one -> one.organization().agency()).toList());
        model.addAttribute("others", homes.stream().filter(one -> !one.organization().agency() && one.organization().owner()).toList());
        model.addAttribute("rows", session.stores().stream().map(store -> row(session, store)).toList());
        return "admin/agency";
    }

    @PostMapping(PATH + "/kind")
    String kind(DashboardSession session, @RequestParam String organization, @RequestParam boolean agency, RedirectAttributes page) {
        return Act.then(page, PATH,
                agency ? "It is an agency now. Give its id to your clients, or ask them for access." : "It is no agency now.",
                () -> organizations.change(session.accountId(), id(organization), agency));
    }

    private Row row(DashboardSession session, StoreView store) {
        Caller caller = session.callerIn(store, session.livemode());
        StorePulse pulse = caller.permissions().contains(Permission.SESSIONS_READ) ? figures.pulse(caller) : null;
        Long failing = caller.permissions().contains(Permission.WEBHOOKS_READ)
                ? (Long) endpoints.list(caller).stream().filter(EndpointView::needsCare).count()
                : null;
        return new Row(IdKind.STORE.format(store.id()), store, pulse, failing);
    }

    static UUID id(String organization) {
        UUID id = IdKind.ORGANIZATION.parse(organization);
        if (id == null) {
            throw Refused.notFound("organization");
        }
        return id;
    }

    /** An organization's id as part of a path, once it is known to be one. */
    static String path(String organization) {
        return IdKind.ORGANIZATION.format(id(organization));
    }
}
