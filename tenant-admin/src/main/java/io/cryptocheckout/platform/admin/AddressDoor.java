package io.cryptocheckout.platform.admin;

import io.cryptocheckout.platform.access.Device;
import io.cryptocheckout.platform.access.Halfway;
import io.cryptocheckout.platform.access.Person;
import io.cryptocheckout.platform.access.SignUps;
import io.cryptocheckout.platform.refusal.Refused;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Confirming the address of a new account: the link is opened by a click and used by a button, which no mail scanner presses. */
@Controller
final class AddressDoor {

    private final SignUps signUps;

    AddressDoor(SignUps signUps) {
        this.signUps = signUps;
    }

    @GetMapping("/signup/verify")
    String waiting(@AuthenticationPrincipal @Nullable Person person, Model model) {
        if (!(person instanceof Halfway half) || half.missing() != Halfway.Missing.ADDRESS) {
            return "redirect:/dashboard";
        }
        model.addAttribute("email", half.email());
        return "admin/signup-verify";
    }

    @PostMapping("/signup/verify")
    String again(@AuthenticationPrincipal @Nullable Person person, RedirectAttributes page) {
        if (person == null) {
            return "redirect:/login";
        }
        return Act.then(page, "/signup/verify", "The mail is on its way once more.", () -> signUps.sendAgain(person.accountId()));
    }

    @GetMapping("/signup/confirm")
    ModelAndView ask(@AuthenticationPrincipal Person person, HttpServletResponse response, @RequestParam(defaultValue = "") String token) {
        response.setHeader("Referrer-Policy", "no-referrer");
        if (!signUps.isUsable(person.accountId(), token)) {
            return unusable();
        }
        return new ModelAndView("admin/signup-confirm").addObject("token", token).addObject("email", person.email());
    }

    @PostMapping("/signup/confirm")
    ModelAndView confirm(@AuthenticationPrincipal Person person, HttpServletRequest request,
            @RequestParam(defaultValue = "") String token) {
        try {
            signUps.confirm(person.accountId(), token, Device.of(request));
            return new ModelAndView("redirect:/dashboard");
        } catch (Refused refused) {
            return unusable();
        }
    }

    static ModelAndView unusable() {
        return new ModelAndView("admin/link-unusable", HttpStatus.BAD_REQUEST);
    }
}
