package io.cryptocheckout.platform.admin;

import io.cryptocheckout.platform.access.DashboardSession;
import io.cryptocheckout.platform.id.IdKind;
import io.cryptocheckout.platform.refusal.Refused;
import io.cryptocheckout.platform.tenancy.NewStore;
import io.cryptocheckout.platform.tenancy.OrganizationView;
import io.cryptocheckout.platform.tenancy.Organizations;
import io.cryptocheckout.platform.tenancy.StoreView;
import io.cryptocheckout.platform.tenancy.Stores;
import java.util.List;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** One more store of a person, or the first. It stands outside the frame, which shows a store. */
@Controller
final class NewStorePage {
    private static final String PATH = "/dashboard/stores/new";
    private static final String ANOTHER = "another";

    private final Stores stores;
    private final Organizations organizations;

    NewStorePage(Stores stores, Organizations organizations) {
        this.stores = stores;
        this.organizations = organizations;
    }

    /** What was typed into the form. */
    public record Form(String storeName, String organization) {}

    /** An organization in which the person may make stores. */
    public record Choice(String id, String name) {}

    @GetMapping(PATH)
    String show(DashboardSession session, Model model) {
        model.addAttribute("problem", null);
        return form(session, model, new Form("", ""));
    }

    @PostMapping(PATH)
    ModelAndView create(DashboardSession session, Model model, RedirectAttributes page, @RequestParam String storeName,
            @RequestParam String organization) {
        try {
            NewStore.checkName("storeName", storeName);
            UUID home = organization.equals(ANOTHER) ? organizations.create(storeName, session.accountId()) : owned(session, organization);
            StoreView made = stores.create(new NewStore(home, storeName, session.accountId(), session.email()), session.person());
            session.choose(made.id(), false);
            page.addFlashAttribute("done", "The store was made, and you are in it now.");
            return new ModelAndView("redirect:/dashboard");
        } catch (Refused refused) {
            model.addAttribute("problem", Problem.of(refused));
            return new ModelAndView(form(session, model, new Form(storeName, organization)), HttpStatus.BAD_REQUEST);
        }
    }

    private String form(DashboardSession session, Model model, Form form) {
        model.addAttribute("form", form);
        model.addAttribute("hasStore", !session.stores().isEmpty());
        model.addAttribute("organizations",
                owned(session).stream().map(one -> new Choice(IdKind.ORGANIZATION.format(one.id()), one.name())).toList());
        return "admin/store-new";
    }

    private UUID owned(DashboardSession session, String id) {
        return owned(session).stream().map(OrganizationView::id).filter(one -> IdKind.ORGANIZATION.format(one).equals(id)).findFirst()
                .orElseThrow(() -> Refused.notFound("organization"));
    }

    private List<OrganizationView> owned(DashboardSession session) {
        return organizations.of(session.accountId()).stream().filter(OrganizationView::owner).toList();
    }
}
