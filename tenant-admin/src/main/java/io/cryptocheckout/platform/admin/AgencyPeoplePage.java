package io.cryptocheckout.platform.admin;

import io.cryptocheckout.platform.access.Accounts;
import io.cryptocheckout.platform.access.DashboardSession;
import io.cryptocheckout.platform.id.IdKind;
import io.cryptocheckout.platform.refusal.Refused;
import io.cryptocheckout.platform.tenancy.OrganizationView;
import io.cryptocheckout.platform.tenancy.Organizations;
import io.cryptocheckout.platform.tenancy.SeatView;
import io.cryptocheckout.platform.tenancy.Seats;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The people of an organization. */
@DashboardPage
final class AgencyPeoplePage {
    private static final String PATH = AgencyPage.PATH + "/people/{organization}";

    private final Organizations organizations;
    private final Seats seats;
    private final Accounts accounts;

    AgencyPeoplePage(Organizations organizations, Seats seats, Accounts accounts) {
        this.organizations = organizations;
        this.seats = seats;
        this.accounts = accounts;
    }

    /** A person in the list. */
    public record Row(String id, String email, SeatView seat, boolean himself) {}

    /** What was typed into the form. */
    public record Form(String email, @Nullable Boolean owner) {}

    @GetMapping(PATH)
    String show(DashboardSession session, Model model, @PathVariable String organization) {
        return show(session, model, organization, new Form("", false));
    }

    private String show(DashboardSession session, Model model, String organization, Form form) {
        UUID id = AgencyPage.id(organization);
        OrganizationView home = organizations.of(session.accountId()).stream().filter(one -> one.id().equals(id)).findFirst()
                .orElseThrow(() -> Refused.notFound("organization"));
        List<SeatView> people = seats.list(session.person(), id);
        Map<UUID, String> emails = accounts.emails(people.stream().map(SeatView::accountId).toList());
        model.addAttribute("home", home);
        model.addAttribute("organization", organization);
        model.addAttribute("people", people.stream().map(one -> new Row(IdKind.ACCOUNT.format(one.accountId()),
                emails.getOrDefault(one.accountId(), "somebody"), one, one.accountId().equals(session.accountId()))).toList());
        model.addAttribute("invited", home.owner() ? seats.invited(session.person(), id) : List.of());
        model.addAttribute("form", form);
        return "admin/agency-people";
    }

    @PostMapping(PATH)
    ModelAndView invite(DashboardSession session, Model model, RedirectAttributes page, @PathVariable String organization,
            @ModelAttribute("form") Form form) {
        try {
            seats.invite(session.person(), AgencyPage.id(organization), form.email(), Boolean.TRUE.equals(form.owner()));
            page.addFlashAttribute("done", "The invitation is on its way to " + form.email().strip() + ".");
            return new ModelAndView("redirect:" + AgencyPage.PATH + "/people/" + AgencyPage.path(organization));
        } catch (Refused refused) {
            model.addAttribute("problem", Problem.of(refused));
            return new ModelAndView(show(session, model, organization, form), HttpStatus.BAD_REQUEST);
        }
    }

    @PostMapping(PATH + "/{account}/remove")
    String remove(DashboardSession session, @PathVariable String organization, @PathVariable String account, RedirectAttributes page) {
        UUID id = IdKind.ACCOUNT.parse(account);
        if (id == null) {
            throw Refused.notFound("person");
        }
        String to = id.equals(session.accountId()) ? AgencyPage.PATH : AgencyPage.PATH + "/people/" + AgencyPage.path(organization);
        return Act.then(page, to, "The person is out, and out of every client's store.",
                () -> seats.remove(session.person(), AgencyPage.id(organization), id));
    }
}
