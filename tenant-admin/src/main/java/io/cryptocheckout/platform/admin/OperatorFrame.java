package io.cryptocheckout.platform.admin;

import io.cryptocheckout.platform.access.SessionOrigin;
import io.cryptocheckout.platform.operators.Operator;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/** Lets nobody into a page of the console whom the gate did not let through, or who showed a password alone; and gives it its frame. */
@ControllerAdvice(annotations = OperatorPage.class)
final class OperatorFrame {
    private static final List<Entry> MENU = List.of(new Entry("tenants", OperatorPage.PATH, "Tenants"),
            new Entry("plans", OperatorPage.PATH + "/plans", "Plans"), new Entry("health", OperatorPage.PATH + "/health", "Health"),
            new Entry("log", OperatorPage.PATH + "/log", "What operators did"));

    private final Show show;

    OperatorFrame(Show show) {
        this.show = show;
    }

    /** One entry of the menu. */
    public record Entry(String key, String path, String label) {}

    @ModelAttribute
    void frame(Model model, HttpServletRequest request, HttpServletResponse response) throws NoResourceFoundException {
        if (!(request.getAttribute(OperatorGate.OPERATOR) instanceof Operator operator)) {
            throw new NoResourceFoundException(HttpMethod.valueOf(request.getMethod()), request.getRequestURI(), request.getServletPath());
        }
        SessionOrigin origin = SessionOrigin.of(request.getSession());
        if (origin == null || !origin.isStrong()) {
            throw new SecondFactorMissing();
        }
        model.addAttribute("menu", MENU);
        model.addAttribute("email", operator.email());
        model.addAttribute("show", show);
        if (!model.containsAttribute("problem")) {
            model.addAttribute("problem", null);
        }
        response.setHeader("Cache-Control", "no-store");
    }

    @ExceptionHandler(SecondFactorMissing.class)
    ModelAndView secondFactorMissing() {
        return new ModelAndView("admin/operator-locked", HttpStatus.FORBIDDEN);
    }

    /** Who he is, he has shown; that nobody else is using his password, he has not. */
    private static final class SecondFactorMissing extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
