package io.cryptocheckout.platform.admin;

import io.cryptocheckout.platform.access.Device;
import io.cryptocheckout.platform.access.NewAccount;
import io.cryptocheckout.platform.access.Passkeys;
import io.cryptocheckout.platform.access.SignUps;
import io.cryptocheckout.platform.access.SignedIn;
import io.cryptocheckout.platform.refusal.Refused;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Signing up and signing in; pages for people the dashboard does not know yet. */
@Controller
final class PublicDoor {

    private final SignUps signUps;
    private final Passkeys passkeys;

    PublicDoor(SignUps signUps, Passkeys passkeys) {
        this.signUps = signUps;
        this.passkeys = passkeys;
    }

    @GetMapping("/")
    String start() {
        return "redirect:/dashboard";
    }

    /** What the page may be told stands in the query: {@code error}, {@code throttled}, {@code signedOut} and the like. */
    @GetMapping("/login")
    String login(@AuthenticationPrincipal @Nullable SignedIn person, Model model, @RequestParam Map<String, String> query) {
        if (person != null) {
            return "redirect:/dashboard";
        }
        model.addAttribute("told", query.keySet());
        model.addAttribute("passkeyOrigin", passkeys.origin());
        return "admin/login";
    }

    @GetMapping("/signup")
    String signUp(Model model, @RequestParam(required = false) @Nullable String throttled) {
        model.addAttribute("form", new SignUp("", ""));
        model.addAttribute("problem",
                throttled == null ? null : new Problem(null, "Too many accounts were made from this address. Try again in an hour."));
        return "admin/signup";
    }

    /** Says the same whether the address was taken or not: who owns an account is nobody's business. */
    @PostMapping("/signup")
    ModelAndView signUp(HttpServletRequest request, @RequestParam String email, @RequestParam String password,
            @RequestParam String storeName) {
        try {
            signUps.signUp(new NewAccount(email, password, storeName, storeName), Device.of(request));
            return new ModelAndView("redirect:/signup/sent");
        } catch (Refused refused) {
            ModelAndView again = new ModelAndView("admin/signup", HttpStatus.BAD_REQUEST);
            again.addObject("form", new SignUp(email, storeName));
            return again.addObject("problem", Problem.of(refused));
        }
    }

    @GetMapping("/signup/sent")
    String sent() {
        return "admin/signup-sent";
    }

    /** What was typed, without the password. */
    public record SignUp(String email, String storeName) {}
}
