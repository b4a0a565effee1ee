package io.cryptocheckout.platform.admin;

import io.cryptocheckout.platform.access.Device;
import io.cryptocheckout.platform.access.FactorView;
import io.cryptocheckout.platform.access.NewAuthenticator;
import io.cryptocheckout.platform.access.SecondFactors;
import io.cryptocheckout.platform.access.SignedIn;
import io.cryptocheckout.platform.checkout.QrSvg;
import io.cryptocheckout.platform.refusal.Refusal;
import io.cryptocheckout.platform.refusal.Refused;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Setting up an authenticator app, and the recovery codes. Secrets stand on the one page that answers their making. */
@Controller
final class AuthenticatorPage {

    private static final String PAGE = "/account/authenticator";

    private final SecondFactors factors;

    AuthenticatorPage(SecondFactors factors) {
        this.factors = factors;
    }

    @ModelAttribute
    void keepNothing(HttpServletResponse response) {
        response.setHeader("Cache-Control", "no-store");
    }

    @GetMapping(PAGE)
    ModelAndView show(@AuthenticationPrincipal SignedIn person) {
        return page(person, null);
    }

    @PostMapping(PAGE + "/propose")
    ModelAndView propose(@AuthenticationPrincipal SignedIn person, @RequestParam String password) {
        return answer(person, () -> {
            factors.propose(person, password);
            return setup(person, null);
        });
    }

    @PostMapping(PAGE + "/confirm")
    ModelAndView confirm(@AuthenticationPrincipal SignedIn person, HttpServletRequest request, @RequestParam String code) {
        try {
            return codes(factors.confirm(person, code.strip(), Device.of(request)));
        } catch (Refused refused) {
            if (factors.view(person.accountId()).authenticator()) {
                return new ModelAndView("redirect:" + PAGE);
            }
            ModelAndView again = setup(person, Problem.of(refused));
            again.setStatus(HttpStatus.BAD_REQUEST);
            return again;
        }
    }

    @PostMapping(PAGE + "/codes")
    ModelAndView renew(@AuthenticationPrincipal SignedIn person, HttpServletRequest request, @RequestParam String code) {
        return answer(person, () -> codes(factors.renewCodes(person, code, Device.of(request))));
    }

    @PostMapping(PAGE + "/remove")
    ModelAndView remove(@AuthenticationPrincipal SignedIn person, HttpServletRequest request, @RequestParam String code,
            RedirectAttributes page) {
        return answer(person, () -> {
            factors.remove(person, code, Device.of(request));
            page.addFlashAttribute("done", "The authenticator app was removed.");
            return new ModelAndView("redirect:" + AccountPage.PAGE);
        });
    }

    private ModelAndView answer(SignedIn person, Supplier<ModelAndView> act) {
        try {
            return act.get();
        } catch (Refused refused) {
            if (refused.refusal() == Refusal.NOT_FOUND) {
                return new ModelAndView("redirect:" + PAGE);
            }
            ModelAndView again = page(person, Problem.of(refused));
            again.setStatus(HttpStatus.BAD_REQUEST);
            return again;
        }
    }

    private ModelAndView page(SignedIn person, @Nullable Problem problem) {
        FactorView view = factors.view(person.accountId());
        return new ModelAndView("admin/authenticator").addObject("factors", view).addObject("problem", problem);
    }

    private ModelAndView setup(SignedIn person, @Nullable Problem problem) {
        NewAuthenticator made = factors.proposed(person);
        return new ModelAndView("admin/authenticator-setup").addObject("secret", made.secret()).addObject("qr", QrSvg.of(made.uri()))
                .addObject("problem", problem);
    }

    private static ModelAndView codes(List<String> codes) {
        return new ModelAndView("admin/recovery-codes").addObject("codes", codes);
    }
}
