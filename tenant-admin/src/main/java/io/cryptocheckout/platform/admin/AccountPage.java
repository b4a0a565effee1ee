package io.cryptocheckout.platform.admin;

import io.cryptocheckout.platform.access.AccountChanges;
import io.cryptocheckout.platform.access.AccountLog;
import io.cryptocheckout.platform.access.Device;
import io.cryptocheckout.platform.access.Doors;
import io.cryptocheckout.platform.access.OpenSessions;
import io.cryptocheckout.platform.access.SecondFactors;
import io.cryptocheckout.platform.access.SignedIn;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Objects;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** A person's own account: how he signs in, where he is signed in, and what happened. It belongs to no store. */
@Controller
final class AccountPage {

    static final String PAGE = "/account";

    private final AccountChanges changes;
    private final OpenSessions sessions;
    private final AccountLog log;
    private final Doors doors;
    private final SecondFactors factors;
    private final Show show = new Show();

    AccountPage(AccountChanges changes, OpenSessions sessions, AccountLog log, Doors doors, SecondFactors factors) {
        this.changes = changes;
        this.sessions = sessions;
        this.log = log;
        this.doors = doors;
        this.factors = factors;
    }

    @GetMapping(PAGE)
    String show(@AuthenticationPrincipal SignedIn person, Model model, HttpServletRequest request, HttpServletResponse response) {
        response.setHeader("Cache-Control", "no-store");
        model.addAttribute("show", show);
        model.addAttribute("email", person.email());
        model.addAttribute("factors", factors.view(person.accountId()));
        model.addAttribute("sessions", sessions.of(person, request.getSession().getId()));
        model.addAttribute("events", log.newest(person.accountId()));
        return "admin/account";
    }

    @PostMapping(PAGE + "/password")
    String password(@AuthenticationPrincipal SignedIn person, ServletWebRequest exchange, @RequestParam String current,
            @RequestParam String wanted, RedirectAttributes page) {
        return Act.then(page, PAGE, "Your password was changed. Every other session was ended.",
                () -> goOn(exchange,
                        changes.changePassword(person, sessionOf(exchange), current, wanted, Device.of(exchange.getRequest()))));
    }

    @PostMapping(PAGE + "/address")
    String address(@AuthenticationPrincipal SignedIn person, HttpServletRequest request, @RequestParam String addressPassword,
            @RequestParam String email, RedirectAttributes page) {
        return Act.then(page, PAGE, "We have written to both addresses. Your account moves when both links were opened.",
                () -> changes.askForAddress(person, addressPassword, email, Device.of(request)));
    }

    @PostMapping(PAGE + "/sessions/{handle}/end")
    String end(@AuthenticationPrincipal SignedIn person, HttpServletRequest request, @PathVariable String handle, RedirectAttributes page) {
        return Act.then(page, PAGE, "That session was ended.", () -> sessions.end(person, handle, Device.of(request)));
    }

    @PostMapping(PAGE + "/sessions/end-others")
    String endOthers(@AuthenticationPrincipal SignedIn person, ServletWebRequest exchange, RedirectAttributes page) {
        return Act.then(page, PAGE, "You are signed in here alone.",
                () -> goOn(exchange, changes.signOutElsewhere(person, sessionOf(exchange), Device.of(exchange.getRequest()))));
    }

    private static String sessionOf(ServletWebRequest exchange) {
        return exchange.getRequest().getSession().getId();
    }

    private void goOn(ServletWebRequest exchange, SignedIn person) {
        doors.enter(exchange.getRequest(), Objects.requireNonNull(exchange.getResponse()), person);
    }
}
