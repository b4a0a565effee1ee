package io.cryptocheckout.platform.admin;

import io.cryptocheckout.platform.id.IdKind;
import io.cryptocheckout.platform.operators.Console;
import io.cryptocheckout.platform.operators.Tenant;
import java.util.List;
import java.util.UUID;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** All tenants, to find one. */
@OperatorPage
final class OperatorTenantsPage {
    private static final int ROWS = 25;
    private static final int LONGEST = 120;

    private final Console console;

    OperatorTenantsPage(Console console) {
        this.console = console;
    }

    /** A search for what no name can hold finds nothing; a cursor that is none is the first page. */
    @GetMapping(OperatorPage.PATH)
    String show(Model model, @RequestParam(defaultValue = "") String q, @RequestParam(defaultValue = "") String after) {
        String wanted = q.strip();
        UUID before = IdKind.ORGANIZATION.parse(after);
        boolean searchable = wanted.length() <= LONGEST && wanted.chars().noneMatch(Character::isISOControl);
        List<Tenant> found = searchable ? console.tenants(wanted, before, ROWS + 1) : List.of();
        List<Tenant> shown = found.subList(0, Math.min(ROWS, found.size()));
        String next = found.size() > ROWS ? IdKind.ORGANIZATION.format(shown.getLast().view().id()) : null;
        model.addAttribute("q", wanted);
        model.addAttribute("month", console.month());
        model.addAttribute("tenants", shown);
        model.addAttribute("pages", Pages.of(OperatorPage.PATH, before == null, next, "q", wanted));
        return "admin/operator-tenants";
    }
}
