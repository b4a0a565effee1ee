package io.cryptocheckout.platform.admin;

import io.cryptocheckout.platform.access.Device;
import io.cryptocheckout.platform.access.Doors;
import io.cryptocheckout.platform.access.Halfway;
import io.cryptocheckout.platform.access.Passkeys;
import io.cryptocheckout.platform.access.Person;
import io.cryptocheckout.platform.access.SecondFactors;
import io.cryptocheckout.platform.refusal.Refused;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The second step of signing in, after the password or the link in a mail. */
@Controller
final class FactorDoor {

    private static final String PATH = "/login/factor";

    private final SecondFactors factors;
    private final Passkeys passkeys;
    private final Doors doors;

    FactorDoor(SecondFactors factors, Passkeys passkeys, Doors doors) {
        this.factors = factors;
        this.passkeys = passkeys;
        this.doors = doors;
    }

    @GetMapping(PATH)
    ModelAndView ask(@AuthenticationPrincipal @Nullable Person person) {
        return isWaiting(person) ? form(null) : elsewhere();
    }

    @PostMapping(PATH)
    ModelAndView check(@AuthenticationPrincipal @Nullable Person person, HttpServletRequest request, HttpServletResponse response,
            @RequestParam String code) {
        if (person == null || !isWaiting(person)) {
            return elsewhere();
        }
        try {
            String proof = factors.check(person.accountId(), code, Device.of(request));
            doors.enterFully(request, response, person, proof);
            return new ModelAndView("redirect:/dashboard");
        } catch (Refused refused) {
            ModelAndView again = form(Problem.of(refused));
            again.setStatus(HttpStatus.BAD_REQUEST);
            return again;
        }
    }

    private ModelAndView form(@Nullable Problem problem) {
        return new ModelAndView("admin/login-factor").addObject("problem", problem).addObject("passkeyOrigin", passkeys.origin());
    }

    private static ModelAndView elsewhere() {
        return new ModelAndView("redirect:/dashboard");
    }

    private static boolean isWaiting(@Nullable Person person) {
        return person instanceof Halfway half && half.missing() == Halfway.Missing.SECOND_FACTOR;
    }
}
