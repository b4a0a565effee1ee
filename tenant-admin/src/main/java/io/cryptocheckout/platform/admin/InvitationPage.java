package io.cryptocheckout.platform.admin;

import io.cryptocheckout.platform.access.DashboardSession;
import io.cryptocheckout.platform.refusal.Refused;
import io.cryptocheckout.platform.tenancy.Entrances;
import jakarta.servlet.http.HttpServletResponse;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Where the link of an invitation leads. Only a signed-in person sees it, and only the one who was invited comes in. */
@Controller
final class InvitationPage {
    private static final String PATH = "/invitations/{token}";
    private static final String VIEW = "admin/invitation";

    private final Entrances entrances;

    InvitationPage(Entrances entrances) {
        this.entrances = entrances;
    }

    @GetMapping(PATH)
    ModelAndView show(DashboardSession session, Model model, @PathVariable String token, HttpServletResponse response) {
        model.addAttribute("token", token);
        return InvitationLink.show(VIEW, session, model, response, () -> entrances.look(token));
    }

    @PostMapping(PATH)
    ModelAndView accept(DashboardSession session, Model model, @PathVariable String token, RedirectAttributes page) {
        try {
            UUID store = entrances.accept(token, session.person(), session.email());
            session.choose(store, false);
            page.addFlashAttribute("done", "Welcome. You belong to this store now.");
            return new ModelAndView("redirect:/dashboard");
        } catch (Refused refused) {
            return InvitationLink.refused(VIEW, session, model, refused);
        }
    }
}
