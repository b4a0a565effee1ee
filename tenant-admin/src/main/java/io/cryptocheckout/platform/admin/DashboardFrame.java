package io.cryptocheckout.platform.admin;

import io.cryptocheckout.platform.access.DashboardSession;
import io.cryptocheckout.platform.operators.Operators;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.springframework.ui.Model;
import jakarta.servlet.http.HttpServletResponse;

/** Gives every page its frame. */
@ControllerAdvice(annotations = DashboardPage.class)
final class DashboardFrame {

    private final Show show;
    private final Operators operators;

    DashboardFrame(Show show, Operators operators) {
        this.show = show;
        this.operators = operators;
    }

    @ModelAttribute
    void frame(Model model, DashboardSession session, HttpServletResponse response) {
        if (session.stores().isEmpty()) {
            throw new NoStoreYet();
        }
        if (session.leaveLostStore()) {
            throw new StoreLost();
        }
        model.addAttribute("shell", Shell.of(session, operators.names(session.email())));
        model.addAttribute("show", show);
        putIfMissing(model, "problem");
        response.setHeader("Cache-Control", "no-store");
    }

    /** Whoever left his last store, or was never in one, begins with a store of his own. */
    @ExceptionHandler(NoStoreYet.class)
    String noStoreYet() {
        return "redirect:/dashboard/stores/new";
    }

    /** Whatever was meant for a store that the person lost is not done, and surely not in another store. */
    @ExceptionHandler(StoreLost.class)
    String storeLost(RedirectAttributes page) {
        page.addFlashAttribute("refused", "You do not work in that store any more. Nothing was done.");
        return "redirect:/dashboard";
    }

    /** The access to the chosen store has ended since the last click. */
    private static final class StoreLost extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** There is no frame without a store to show in it. */
    private static final class NoStoreYet extends RuntimeException {
        private static final long serialVersionUID = 1L;
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
