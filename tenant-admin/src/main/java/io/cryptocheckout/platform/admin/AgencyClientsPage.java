package io.cryptocheckout.platform.admin;

import io.cryptocheckout.platform.access.AllowedRate;
import io.cryptocheckout.platform.access.DashboardSession;
import io.cryptocheckout.platform.id.IdKind;
import io.cryptocheckout.platform.refusal.Refusal;
import io.cryptocheckout.platform.refusal.Refused;
import io.cryptocheckout.platform.tenancy.AgencyRequests;
import io.cryptocheckout.platform.tenancy.ClientStores;
import io.cryptocheckout.platform.tenancy.NewClient;
import io.cryptocheckout.platform.tenancy.OrganizationView;
import io.cryptocheckout.platform.tenancy.Organizations;
import io.cryptocheckout.platform.tenancy.StoreView;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** How an agency comes to clients: by setting up a store for one, or by asking the owner of a store that exists. */
@DashboardPage
final class AgencyClientsPage {
    private static final String NEW = AgencyPage.PATH + "/stores/new";
    private static final String ASK = AgencyPage.PATH + "/ask";

    private final Organizations organizations;
    private final ClientStores clients;
    private final AgencyRequests requests;
    /** Whoever tries ids of stores, or mails strangers, is slowed down. */
    private final AllowedRate rate = new AllowedRate(10, Duration.ofHours(1));

    AgencyClientsPage(Organizations organizations, ClientStores clients, AgencyRequests requests) {
        this.organizations = organizations;
        this.clients = clients;
        this.requests = requests;
    }

    /** What was typed about a client's new store. */
    public record NewForm(String organization, String storeName, String email, String template) {}

    /** What was typed about a store that exists. */
    public record AskForm(String organization, String store) {}

    /** Something to choose from. */
    public record Choice(String id, String name) {}

    @GetMapping(NEW)
    String begin(DashboardSession session, Model model) {
        return form(session, model, new NewForm("", "", "", ""), AgencyRights.usual());
    }

    @PostMapping(NEW)
    ModelAndView open(DashboardSession session, Model model, RedirectAttributes page, @ModelAttribute("form") NewForm form,
            @ModelAttribute("rights") AgencyRights rights) {
        try {
            requireRate(session);
            StoreView template = session.stores().stream().filter(one -> IdKind.STORE.format(one.id()).equals(form.template())).findFirst()
                    .orElseThrow(() -> Refused.notFound("store"));
            clients.open(session.person(), AgencyPage.id(form.organization()), session.callerIn(template, session.livemode()),
                    new NewClient(form.storeName(), form.email(), rights.rights()));
            page.addFlashAttribute("done", "The store was made, and the client invited to own it. Only the client connects a wallet.");
            return new ModelAndView("redirect:" + AgencyPage.PATH);
        } catch (Refused refused) {
            model.addAttribute("problem", Problem.of(refused));
            return new ModelAndView(form(session, model, form, rights), HttpStatus.BAD_REQUEST);
        }
    }

    private String form(DashboardSession session, Model model, NewForm form, AgencyRights rights) {
        model.addAttribute("form", form);
        model.addAttribute("rights", rights);
        model.addAttribute("permissions", AgencyRights.choices());
        model.addAttribute("agencies", agencies(session, true));
        model.addAttribute("templates",
                session.stores().stream().map(one -> new Choice(IdKind.STORE.format(one.id()), one.name())).toList());
        return "admin/agency-client";
    }

    @GetMapping(ASK)
    String ask(DashboardSession session, Model model) {
        return ask(session, model, new AskForm("", ""), AgencyRights.usual());
    }

    @PostMapping(ASK)
    ModelAndView ask(DashboardSession session, Model model, RedirectAttributes page, @ModelAttribute("form") AskForm form,
            @ModelAttribute("rights") AgencyRights rights) {
        try {
            requireRate(session);
            UUID store = IdKind.STORE.parse(form.store().strip());
            if (store == null) {
                throw new Refused(Refusal.FIELD_INVALID, "store",
                        "A store's id looks like store_01J…; its owner finds it in the settings.");
            }
            requests.ask(session.person(), AgencyPage.id(form.organization()), store, rights.rights());
            page.addFlashAttribute("done", "If there is such a store, its owner was asked. You see the store here once the owner agrees.");
            return new ModelAndView("redirect:" + AgencyPage.PATH);
        } catch (Refused refused) {
            model.addAttribute("problem", Problem.of(refused));
            return new ModelAndView(ask(session, model, form, rights), HttpStatus.BAD_REQUEST);
        }
    }

    private String ask(DashboardSession session, Model model, AskForm form, AgencyRights rights) {
        model.addAttribute("form", form);
        model.addAttribute("rights", rights);
        model.addAttribute("permissions", AgencyRights.choices());
        model.addAttribute("agencies", agencies(session, false));
        return "admin/agency-ask";
    }

    private List<Choice> agencies(DashboardSession session, boolean owned) {
        return organizations.of(session.accountId()).stream().filter(OrganizationView::agency).filter(one -> one.owner() || !owned)
                .map(one -> new Choice(IdKind.ORGANIZATION.format(one.id()), one.name())).toList();
    }

    private void requireRate(DashboardSession session) {
        if (!rate.take(session.accountId().toString()).allowed()) {
            throw new Refused(Refusal.RATE_LIMITED, null, "Only ten clients an hour can be written to. Try again later.");
        }
    }
}
