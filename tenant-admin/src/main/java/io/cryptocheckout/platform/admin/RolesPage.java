package io.cryptocheckout.platform.admin;

import io.cryptocheckout.platform.authority.Caller;
import io.cryptocheckout.platform.authority.Permission;
import io.cryptocheckout.platform.id.IdKind;
import io.cryptocheckout.platform.refusal.Refused;
import io.cryptocheckout.platform.tenancy.CustomRoleView;
import io.cryptocheckout.platform.tenancy.CustomRoles;
import io.cryptocheckout.platform.tenancy.Rights;
import io.cryptocheckout.platform.tenancy.Role;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
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

/** The roles a store made of permissions. */
@DashboardPage
final class RolesPage {
    private static final String PATH = "/dashboard/team/roles";

    private final CustomRoles roles;

    RolesPage(CustomRoles roles) {
        this.roles = roles;
    }

    /**
     * What was typed into the form.
     *
     * @param id
     *            the public id of the role that is changed; null for a new one
     */
    public record Form(@Nullable String id, String name, @Nullable Set<String> test, @Nullable Set<String> live) {

        /** Boxes that were not ticked are not sent at all. */
        public Form {
            test = test == null ? Set.of() : Set.copyOf(test);
            live = live == null ? Set.of() : Set.copyOf(live);
        }

        Rights rights() {
            return new Rights(Permission.known(Objects.requireNonNull(test)), Permission.known(Objects.requireNonNull(live)));
        }
    }

    @GetMapping(PATH)
    String list(Caller caller, Model model) {
        model.addAttribute("roles", roles.list(caller));
        return "admin/roles";
    }

    @GetMapping(PATH + "/new")
    String blank(Caller caller, Model model) {
        caller.require(Permission.TEAM_MANAGE);
        return form(model, new Form(null, "", Set.of("sessions:read", "store:read"), Set.of("sessions:read", "store:read")));
    }

    @GetMapping(PATH + "/{id}")
    String show(Caller caller, Model model, @PathVariable String id) {
        caller.require(Permission.TEAM_MANAGE);
        CustomRoleView role = roles.list(caller).stream().filter(one -> one.id().equals(id(id))).findFirst()
                .orElseThrow(() -> Refused.notFound("role"));
        return form(model,
                new Form(id, role.name(), RoleChoice.wireNames(role.rights().test()), RoleChoice.wireNames(role.rights().live())));
    }

    @PostMapping(PATH)
    ModelAndView create(Caller caller, Model model, RedirectAttributes page, @ModelAttribute("form") Form form) {
        return save(model, page, form, () -> roles.create(caller, form.name(), form.rights()));
    }

    @PostMapping(PATH + "/{id}")
    ModelAndView change(Caller caller, Model model, RedirectAttributes page, @PathVariable String id, @ModelAttribute("form") Form form) {
        return save(model, page, form, () -> roles.change(caller, id(id), form.name(), form.rights()));
    }

    @PostMapping(PATH + "/{id}/delete")
    String delete(Caller caller, @PathVariable String id, RedirectAttributes page) {
        return Act.then(page, PATH, "The role is gone.", () -> roles.delete(caller, id(id)));
    }

    private static ModelAndView save(Model model, RedirectAttributes page, Form form, Runnable act) {
        try {
            act.run();
            page.addFlashAttribute("done", "The role was saved. It holds at once for everybody who has it.");
            return new ModelAndView("redirect:" + PATH);
        } catch (Refused refused) {
            model.addAttribute("problem", Problem.of(refused));
            return new ModelAndView(form(model, form), HttpStatus.BAD_REQUEST);
        }
    }

    private static String form(Model model, Form form) {
        model.addAttribute("form", form);
        List<String> all = Arrays.stream(Permission.values()).filter(one -> !Role.OWNERS_ALONE.contains(one)).map(Permission::wireName)
                .toList();
        model.addAttribute("permissions", all);
        return "admin/role";
    }

    private static UUID id(String text) {
        UUID id = IdKind.ROLE.parse(text);
        if (id == null) {
            throw Refused.notFound("role");
        }
        return id;
    }
}
