package io.cryptocheckout.platform.admin;

import io.cryptocheckout.platform.access.DashboardSession;
import io.cryptocheckout.platform.authority.Caller;
import io.cryptocheckout.platform.authority.Permission;
import io.cryptocheckout.platform.id.IdKind;
import io.cryptocheckout.platform.refusal.Refused;
import io.cryptocheckout.platform.tenancy.AgencyAccessView;
import io.cryptocheckout.platform.tenancy.AgencyAccesses;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Which agencies work in a store, what they made there, and the owner's decisions about both. */
@DashboardPage
final class StoreAgenciesPage {
    private static final String PATH = "/dashboard/team/agencies";

    private static final UUID NOBODY = new UUID(0, 0);

    private final AgencyAccesses accesses;
    private final AgencyWorks works;

    StoreAgenciesPage(AgencyAccesses accesses, AgencyWorks works) {
        this.accesses = accesses;
        this.works = works;
    }

    /** An agency with its rights and what its people made. */
    public record Row(String id, AgencyAccessView access, AgencyRights rights, List<AgencyWorks.Work> works) {}

    /** What was typed into the form. */
    public record Form(String agency, AgencyRights rights) {}

    @GetMapping(PATH)
    String show(DashboardSession session, Caller caller, Model model) {
        return show(session, caller, model, new Form("", AgencyRights.usual()));
    }

    private String show(DashboardSession session, Caller caller, Model model, Form form) {
        caller.require(Permission.STORE_OWN);
        List<AgencyWorks.Work> all = works.list(session);
        List<Row> rows = accesses.list(caller).stream().map(one -> new Row(IdKind.AGENCY_ACCESS.format(one.id()), one,
                AgencyRights.of(one.grant()), all.stream().filter(work -> work.accessId().equals(one.id())).toList())).toList();
        model.addAttribute("requests", rows.stream().filter(row -> row.access().isRequested()).toList());
        model.addAttribute("working", rows.stream().filter(row -> row.access().isActive()).toList());
        // Those that are over stand here for what they left behind.
        model.addAttribute("over", rows.stream()
                .filter(row -> !row.access().isRequested() && !row.access().isActive() && !row.works().isEmpty()).toList());
        model.addAttribute("permissions", AgencyRights.choices());
        model.addAttribute("form", form);
        return "admin/store-agencies";
    }

    @PostMapping(PATH)
    ModelAndView grant(DashboardSession session, Model model, RedirectAttributes page, @RequestParam String agency,
            @ModelAttribute("rights") AgencyRights rights) {
        Caller caller = session.caller();
        try {
            UUID id = IdKind.ORGANIZATION.parse(agency.strip());
            accesses.grant(caller, id == null ? NOBODY : id, rights.grant());
            page.addFlashAttribute("done", "The agency may work in this store from now on. You can end that at any time.");
            return new ModelAndView("redirect:" + PATH);
        } catch (Refused refused) {
            model.addAttribute("problem", Problem.of(refused));
            return new ModelAndView(show(session, caller, model, new Form(agency, rights)), HttpStatus.BAD_REQUEST);
        }
    }

    /** Binds what was ticked, for every form of this page. */
    @ModelAttribute("rights")
    AgencyRights rights(@RequestParam(required = false) @Nullable Set<String> test,
            @RequestParam(required = false) @Nullable Set<String> live, @RequestParam(required = false) @Nullable String until) {
        return new AgencyRights(test, live, until);
    }

    @PostMapping(PATH + "/{id}/approve")
    String approve(Caller caller, @PathVariable String id, @ModelAttribute("rights") AgencyRights rights, RedirectAttributes page) {
        return Act.then(page, PATH, "The agency may work in this store from now on.",
                () -> accesses.approve(caller, id(id), rights.grant()));
    }

    @PostMapping(PATH + "/{id}/decline")
    String decline(Caller caller, @PathVariable String id, RedirectAttributes page) {
        return Act.then(page, PATH, "Declined. The agency cannot ask again for a week.", () -> accesses.decline(caller, id(id)));
    }

    @PostMapping(PATH + "/{id}/change")
    String change(Caller caller, @PathVariable String id, @ModelAttribute("rights") AgencyRights rights, RedirectAttributes page) {
        return Act.then(page, PATH, "The rights were changed, and hold from now on.",
                () -> accesses.change(caller, id(id), rights.grant()));
    }

    @PostMapping(PATH + "/{id}/end")
    String end(Caller caller, @PathVariable String id, RedirectAttributes page) {
        return Act.then(page, PATH, "The agency is out. What its people made stands still until you adopt it.",
                () -> accesses.end(caller, id(id)));
    }

    @PostMapping(PATH + "/adopt")
    String adopt(DashboardSession session, @RequestParam String id, @RequestParam boolean livemode, RedirectAttributes page) {
        return Act.then(page, PATH, "Adopted. It is the store's own now.", () -> works.adopt(session, id, livemode));
    }

    private static UUID id(String text) {
        UUID id = IdKind.AGENCY_ACCESS.parse(text);
        if (id == null) {
            throw Refused.notFound("agency access");
        }
        return id;
    }
}
