package io.cryptocheckout.platform.admin;

import io.cryptocheckout.platform.access.DashboardSession;
import io.cryptocheckout.platform.refusal.Refused;
import jakarta.servlet.http.HttpServletResponse;
import java.util.function.Supplier;
import org.springframework.http.HttpStatus;
import org.springframework.ui.Model;
import org.springframework.web.servlet.ModelAndView;

/** What the pages of all invitations share: the offer behind the link, or why the link is of no use. */
final class InvitationLink {

    private InvitationLink() {}

    /**
     * @param look
     *            answers the offer, or refuses
     */
    static ModelAndView show(String view, DashboardSession session, Model model, HttpServletResponse response, Supplier<?> look) {
        response.setHeader("Cache-Control", "no-store");
        // The address holds the token: no other page may learn it.
        response.setHeader("Referrer-Policy", "no-referrer");
        try {
            model.addAttribute("offer", look.get());
            model.addAttribute("email", session.email());
            model.addAttribute("problem", null);
            return new ModelAndView(view);
        } catch (Refused refused) {
            return refused(view, session, model, refused);
        }
    }

    static ModelAndView refused(String view, DashboardSession session, Model model, Refused refused) {
        model.addAttribute("offer", null);
        model.addAttribute("email", session.email());
        model.addAttribute("problem", Problem.of(refused));
        return new ModelAndView(view, HttpStatus.NOT_FOUND);
    }
}
