package io.cryptocheckout.platform.admin;

import io.cryptocheckout.platform.access.AccountEnd;
import io.cryptocheckout.platform.access.Device;
import io.cryptocheckout.platform.access.SecondFactors;
import io.cryptocheckout.platform.access.SignedIn;
import io.cryptocheckout.platform.refusal.Refused;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Deleting the account, or reading what stands in the way. */
@Controller
final class EndPage {

    private static final String PAGE = "/account/delete";

    private final AccountEnd end;
    private final SecondFactors factors;

    EndPage(AccountEnd end, SecondFactors factors) {
        this.end = end;
        this.factors = factors;
    }

    @GetMapping(PAGE)
    ModelAndView ask(@AuthenticationPrincipal SignedIn person) {
        return page(person, null);
    }

    @PostMapping(PAGE)
    ModelAndView delete(@AuthenticationPrincipal SignedIn person, HttpServletRequest request, @RequestParam String password,
            @RequestParam(defaultValue = "") String code) {
        try {
            end.delete(person, password, code, Device.of(request));
        } catch (Refused refused) {
            ModelAndView again = page(person, Problem.of(refused));
            again.setStatus(HttpStatus.BAD_REQUEST);
            return again;
        }
        SecurityContextHolder.clearContext();
        request.getSession().invalidate();
        return new ModelAndView("redirect:/login?ended");
    }

    private ModelAndView page(SignedIn person, @Nullable Problem problem) {
        return new ModelAndView("admin/account-delete").addObject("held", end.held(person)).addObject("problem", problem)
                .addObject("email", person.email()).addObject("factors", factors.view(person.accountId()));
    }
}
