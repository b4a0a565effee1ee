package io.cryptocheckout.platform.admin;

import io.cryptocheckout.platform.access.Device;
import io.cryptocheckout.platform.access.Doors;
import io.cryptocheckout.platform.access.Person;
import io.cryptocheckout.platform.access.Recovery;
import io.cryptocheckout.platform.refusal.Refusal;
import io.cryptocheckout.platform.refusal.Refused;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/**
 * Coming in by a link in a mail, and setting a new password by one. A link is opened by a click and used by a button, which
 * no mail scanner presses.
 */
@Controller
final class LinkDoor {

    private static final String ASK = "admin/login-link";

    private final Recovery recovery;
    private final Doors doors;

    LinkDoor(Recovery recovery, Doors doors) {
        this.recovery = recovery;
        this.doors = doors;
    }

    @GetMapping("/login/link")
    ModelAndView askForLink() {
        return ask("link", null, "");
    }

    @PostMapping("/login/link")
    ModelAndView sendLink(HttpServletRequest request, @RequestParam String email) {
        return sent("link", email, Device.of(request), recovery::sendSignInLink);
    }

    @GetMapping("/login/forgot")
    ModelAndView askForReset() {
        return ask("forgot", null, "");
    }

    @PostMapping("/login/forgot")
    ModelAndView sendReset(HttpServletRequest request, @RequestParam String email) {
        return sent("forgot", email, Device.of(request), recovery::sendResetLink);
    }

    @GetMapping("/login/sent")
    String sent() {
        return "admin/login-sent";
    }

    @GetMapping("/login/enter")
    ModelAndView enter(HttpServletResponse response, @RequestParam(defaultValue = "") String token) {
        response.setHeader("Referrer-Policy", "no-referrer");
        return recovery.signsIn(token) ? new ModelAndView("admin/login-enter").addObject("token", token) : AddressDoor.unusable();
    }

    @PostMapping("/login/enter")
    ModelAndView enter(HttpServletRequest request, HttpServletResponse response, @RequestParam(defaultValue = "") String token) {
        try {
            Person person = doors.arrived(recovery.signIn(token));
            if (person == null) {
                return AddressDoor.unusable();
            }
            doors.enter(request, response, person);
            doors.opened(request, person, "link");
            return new ModelAndView("redirect:/dashboard");
        } catch (Refused refused) {
            return AddressDoor.unusable();
        }
    }

    @GetMapping("/login/reset")
    ModelAndView reset(HttpServletResponse response, @RequestParam(defaultValue = "") String token) {
        response.setHeader("Referrer-Policy", "no-referrer");
        return recovery.resets(token) ? resetForm(token, null) : AddressDoor.unusable();
    }

    @PostMapping("/login/reset")
    ModelAndView reset(HttpServletRequest request, @RequestParam(defaultValue = "") String token, @RequestParam String password) {
        try {
            recovery.reset(token, password, Device.of(request));
            return new ModelAndView("redirect:/login?passwordSet");
        } catch (Refused refused) {
            if (refused.refusal() == Refusal.LINK_INVALID) {
                return AddressDoor.unusable();
            }
            ModelAndView again = resetForm(token, Problem.of(refused));
            again.setStatus(HttpStatus.BAD_REQUEST);
            return again;
        }
    }

    private static ModelAndView resetForm(String token, @Nullable Problem problem) {
        return new ModelAndView("admin/login-reset").addObject("token", token).addObject("problem", problem);
    }

    private static ModelAndView sent(String kind, String email, Device from, BiConsumer<String, Device> send) {
        try {
            send.accept(email, from);
            return new ModelAndView("redirect:/login/sent");
        } catch (Refused refused) {
            ModelAndView again = ask(kind, Problem.of(refused), email);
            again.setStatus(HttpStatus.BAD_REQUEST);
            return again;
        }
    }

    private static ModelAndView ask(String kind, @Nullable Problem problem, String email) {
        return new ModelAndView(ASK).addObject("kind", kind).addObject("problem", problem).addObject("email", email);
    }
}
