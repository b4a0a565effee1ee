package io.cryptocheckout.platform.admin;

import io.cryptocheckout.platform.access.DashboardSession;
import io.cryptocheckout.platform.refusal.Refused;
import io.cryptocheckout.platform.tenancy.Seats;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Where the link of an organization's invitation leads. Only a signed-in person sees it, and only the one who was invited comes in. */
@Controller
final class AgencyInvitationPage {
    private static final String PATH = "/agency-invitations/{token}";
    private static final String VIEW = "admin/agency-invitation";

    private final Seats seats;

    AgencyInvitationPage(Seats seats) {
        this.seats = seats;
    }

    @GetMapping(PATH)
    ModelAndView show(DashboardSession session, Model model, @PathVariable String token, HttpServletResponse response) {
        model.addAttribute("token", token);
        return InvitationLink.show(VIEW, session, model, response, () -> seats.look(token));
    }

    @PostMapping(PATH)
    ModelAndView accept(DashboardSession session, Model model, @PathVariable String token, RedirectAttributes page) {
        try {
            seats.accept(token, session.person(), session.email());
            page.addFlashAttribute("done", "Welcome. You work in all stores that let it in.");
            return new ModelAndView("redirect:" + AgencyPage.PATH);
        } catch (Refused refused) {
            return InvitationLink.refused(VIEW, session, model, refused);
        }
    }
}
