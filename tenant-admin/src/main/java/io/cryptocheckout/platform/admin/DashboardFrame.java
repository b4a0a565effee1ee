package io.cryptocheckout.platform.admin;

import io.cryptocheckout.platform.access.DashboardSession;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.ui.Model;
import jakarta.servlet.http.HttpServletResponse;

/** Gives every page its frame. */
@ControllerAdvice(annotations = DashboardPage.class)
final class DashboardFrame {

    private final Show show;

    DashboardFrame(Show show) {
        this.show = show;
    }

    @ModelAttribute
    void frame(Model model, DashboardSession session, HttpServletResponse response) {
        model.addAttribute("shell", Shell.of(session));
        model.addAttribute("show", show);
        putIfMissing(model, "problem");
        response.setHeader("Cache-Control", "no-store");
    }

    /** Templates may ask for the problem of a form that has none. */
    private static void putIfMissing(Model model, String name) {
        @Nullable
        Object there = model.getAttribute(name);
        if (there == null) {
            model.addAttribute(name, null);
        }
    }
}
