package io.cryptocheckout.platform.admin;

import io.cryptocheckout.platform.access.Accounts;
import io.cryptocheckout.platform.access.DashboardSession;
import io.cryptocheckout.platform.authority.Caller;
import io.cryptocheckout.platform.id.IdKind;
import io.cryptocheckout.platform.refusal.Refused;
import io.cryptocheckout.platform.tenancy.Assignment;
import io.cryptocheckout.platform.tenancy.CustomRoles;
import io.cryptocheckout.platform.tenancy.Invitations;
import io.cryptocheckout.platform.tenancy.MemberView;
import io.cryptocheckout.platform.tenancy.Members;
import io.cryptocheckout.platform.tenancy.NewInvitation;
import java.util.List;
import java.util.Map;
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
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The people of a store: who they are, what they may do, and whom to invite. */
@DashboardPage
final class TeamPage {
    private static final String PATH = "/dashboard/team";

    private final Members members;
    private final Invitations invitations;
    private final CustomRoles roles;
    private final Accounts accounts;

    TeamPage(Members members, Invitations invitations, CustomRoles roles, Accounts accounts) {
        this.members = members;
        this.invitations = invitations;
        this.roles = roles;
        this.accounts = accounts;
    }

    /** A person in the list. */
    public record Row(String id, String email, MemberView member, String roleChoice, Set<String> grants, boolean himself) {}

    /** What was typed into the form. */
    public record Form(String email, String role, @Nullable Set<String> grants) {

        /** Boxes that were not ticked are not sent at all. */
        public Form {
            grants = grants == null ? Set.of() : Set.copyOf(grants);
        }

        @Override
        public Set<String> grants() {
            return Objects.requireNonNull(grants);
        }
    }

    @GetMapping(PATH)
    String show(Caller caller, Model model) {
        return show(caller, model, new Form("", "developer", Set.of()));
    }

    private String show(Caller caller, Model model, Form form) {
        List<MemberView> people = members.list(caller);
        Map<UUID, String> emails = accounts.emails(people.stream().map(MemberView::accountId).toList());
        model.addAttribute("people", people.stream().map(member -> row(member, emails, caller)).toList());
        model.addAttribute("invitations", invitations.list(caller));
        model.addAttribute("choices", RoleChoice.all(roles.list(caller)));
        model.addAttribute("grants", RoleChoice.grants());
        model.addAttribute("form", form);
        return "admin/team";
    }

    @PostMapping(PATH + "/invitations")
    ModelAndView invite(Caller caller, Model model, RedirectAttributes page, @ModelAttribute("form") Form form) {
        try {
            invitations.invite(caller, new NewInvitation(form.email(), RoleChoice.assignment(form.role(), form.grants()), false));
            page.addFlashAttribute("done", "The invitation is on its way to " + form.email().strip() + ".");
            return new ModelAndView("redirect:" + PATH);
        } catch (Refused refused) {
            model.addAttribute("problem", Problem.of(refused));
            return new ModelAndView(show(caller, model, form), HttpStatus.BAD_REQUEST);
        }
    }

    @PostMapping(PATH + "/invitations/{id}/revoke")
    String revoke(Caller caller, @PathVariable String id, RedirectAttributes page) {
        return Act.then(page, PATH, "The invitation was taken back. Its link has ended.",
                () -> invitations.revoke(caller, id(IdKind.INVITATION, id, "invitation")));
    }

    @PostMapping(PATH + "/members/{id}/role")
    String change(Caller caller, @PathVariable String id, @RequestParam String role, @RequestParam(defaultValue = "") Set<String> grants,
            RedirectAttributes page) {
        Assignment assignment = RoleChoice.assignment(role, grants);
        return Act.then(page, PATH, "The role was changed, and holds from now on.",
                () -> members.change(caller, id(IdKind.ACCOUNT, id, "member"), assignment));
    }

    @PostMapping(PATH + "/members/{id}/remove")
    String remove(DashboardSession session, Caller caller, @PathVariable String id, RedirectAttributes page) {
        UUID account = id(IdKind.ACCOUNT, id, "member");
        // Whoever takes himself out has no page of this store to come back to.
        String to = caller.principal().id().equals(account) ? "/dashboard" : PATH;
        return Act.then(page, to, "The person was taken out of the store.", () -> {
            members.remove(caller, account);
            session.leaveLostStore();
        });
    }

    private static Row row(MemberView member, Map<UUID, String> emails, Caller caller) {
        return new Row(IdKind.ACCOUNT.format(member.accountId()), emails.getOrDefault(member.accountId(), "somebody"), member,
                RoleChoice.value(member.assignment()), RoleChoice.wireNames(member.assignment().liveGrants()),
                member.accountId().equals(caller.principal().id()));
    }

    private static UUID id(IdKind kind, String text, String what) {
        UUID id = kind.parse(text);
        if (id == null) {
            throw Refused.notFound(what);
        }
        return id;
    }
}
