package io.cryptocheckout.platform.admin;

import io.cryptocheckout.platform.id.IdKind;
import io.cryptocheckout.platform.operators.Console;
import io.cryptocheckout.platform.operators.Operator;
import io.cryptocheckout.platform.operators.PlanBook;
import io.cryptocheckout.platform.operators.Suspensions;
import io.cryptocheckout.platform.operators.Tenant;
import io.cryptocheckout.platform.refusal.Refused;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** One tenant: what its stores use, which plan it has, and whether they may make anything new. */
@OperatorPage
final class OperatorTenantPage {
    private static final String TENANTS = OperatorPage.PATH + "/tenants/";
    private static final String STORES = OperatorPage.PATH + "/stores/";

    private final Console console;
    private final PlanBook plans;
    private final Suspensions suspensions;

    OperatorTenantPage(Console console, PlanBook plans, Suspensions suspensions) {
        this.console = console;
        this.plans = plans;
        this.suspensions = suspensions;
    }

    @GetMapping(TENANTS + "{id}")
    String show(Model model, @PathVariable String id) {
        Tenant tenant = console.tenant(organization(id));
        model.addAttribute("tenant", tenant);
        model.addAttribute("month", console.month());
        model.addAttribute("months", console.months(tenant));
        model.addAttribute("plans", plans.list());
        return "admin/operator-tenant";
    }

    @PostMapping(TENANTS + "{id}/plan")
    String plan(@RequestAttribute(OperatorGate.OPERATOR) Operator who, @PathVariable String id, @RequestParam String plan,
            RedirectAttributes page) {
        UUID organization = organization(id);
        UUID chosen = plan.isEmpty() ? null : OperatorPlansPage.plan(plan);
        return Act.then(page, TENANTS + IdKind.ORGANIZATION.format(organization), "The plan holds from now on.",
                () -> plans.give(who, organization, chosen));
    }

    @PostMapping(STORES + "{id}/suspend")
    String suspend(@RequestAttribute(OperatorGate.OPERATOR) Operator who, @PathVariable String id, @RequestParam String reason,
            @RequestParam(defaultValue = "") String sure, RedirectAttributes page) {
        UUID store = store(id);
        String back = TENANTS + IdKind.ORGANIZATION.format(console.organizationOf(store));
        if (!sure.equals("yes")) {
            page.addFlashAttribute("refused", "Tick the box to say that you are sure. Nothing was done.");
            return "redirect:" + back;
        }
        return Act.then(page, back, "The store is suspended.", () -> suspensions.suspend(who, store, reason));
    }

    @PostMapping(STORES + "{id}/resume")
    String resume(@RequestAttribute(OperatorGate.OPERATOR) Operator who, @PathVariable String id, RedirectAttributes page) {
        UUID store = store(id);
        return Act.then(page, TENANTS + IdKind.ORGANIZATION.format(console.organizationOf(store)), "The store goes on.",
                () -> suspensions.resume(who, store));
    }

    private static UUID organization(String id) {
        return known(IdKind.ORGANIZATION.parse(id), "organization");
    }

    private static UUID store(String id) {
        return known(IdKind.STORE.parse(id), "store");
    }

    private static UUID known(@Nullable UUID id, String what) {
        if (id == null) {
            throw Refused.notFound(what);
        }
        return id;
    }
}
