package io.cryptocheckout.platform.admin;

import io.cryptocheckout.platform.access.DashboardSession;
import io.cryptocheckout.platform.refusal.Refused;
import io.cryptocheckout.platform.tenancy.Seats;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpStatus;
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
        response.setHeader("Cache-Control", "no-store");
        // The address holds the token: no other page may learn it.
        response.setHeader("Referrer-Policy", "no-referrer");
        model.addAttribute("email", session.email());
        model.addAttribute("token", token);
        try {
            model.addAttribute("offer", seats.look(token));
            model.addAttribute("problem", null);
            return new ModelAndView(VIEW);
        } catch (Refused refused) {
            return refused(model, refused);
        }
    }

    @PostMapping(PATH)
    ModelAndView accept(DashboardSession session, Model model, @PathVariable String token, RedirectAttributes page) {
        try {
            seats.accept(token, session.person(), session.email());
            page.addFlashAttribute("done", "Welcome. You work in all stores that let it in.");
            return new ModelAndView("redirect:" + AgencyPage.PATH);
        } catch (Refused refused) {
            model.addAttribute("email", session.email());
            return refused(model, refused);
        }
    }

    private static ModelAndView refused(Model model, Refused refused) {
        model.addAttribute("offer", null);
        model.addAttribute("problem", Problem.of(refused));
        return new ModelAndView(VIEW, HttpStatus.NOT_FOUND);
    }
}
