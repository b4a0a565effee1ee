package io.cryptocheckout.platform.admin;

import io.cryptocheckout.platform.access.Accounts;
import io.cryptocheckout.platform.access.NewAccount;
import io.cryptocheckout.platform.refusal.Refused;
import java.security.Principal;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Signing up and signing in; the only pages of the dashboard for people it does not know yet. */
@Controller
final class PublicDoor {

    private final Accounts accounts;

    PublicDoor(Accounts accounts) {
        this.accounts = accounts;
    }

    @GetMapping("/")
    String start() {
        return "redirect:/dashboard";
    }

    @GetMapping("/login")
    String login(@Nullable Principal person, Model model, @RequestParam(required = false) @Nullable String error,
            @RequestParam(required = false) @Nullable String throttled, @RequestParam(required = false) @Nullable String signedOut,
            @RequestParam(required = false) @Nullable String signedUp) {
        if (person != null) {
            return "redirect:/dashboard";
        }
        model.addAttribute("error", error != null);
        model.addAttribute("throttled", throttled != null);
        model.addAttribute("signedOut", signedOut != null);
        model.addAttribute("signedUp", signedUp != null);
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
    ModelAndView signUp(@RequestParam String email, @RequestParam String password, @RequestParam String storeName) {
        try {
            accounts.signUp(new NewAccount(email, password, storeName, storeName));
            return new ModelAndView("redirect:/login?signedUp");
        } catch (Refused refused) {
            ModelAndView again = new ModelAndView("admin/signup", HttpStatus.BAD_REQUEST);
            again.addObject("form", new SignUp(email, storeName));
            return again.addObject("problem", Problem.of(refused));
        }
    }

    /** What was typed, without the password. */
    public record SignUp(String email, String storeName) {}
}
