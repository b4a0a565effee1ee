package io.cryptocheckout.platform.admin;

import io.cryptocheckout.platform.access.DashboardSession;
import io.cryptocheckout.platform.authority.Caller;
import io.cryptocheckout.platform.id.IdKind;
import io.cryptocheckout.platform.oauth.Devices;
import io.cryptocheckout.platform.refusal.Refusal;
import io.cryptocheckout.platform.refusal.Refused;
import io.cryptocheckout.platform.tenancy.StoreView;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * Where a person types the code that a device shows, and answers what it asks (RFC 8628, section 3.3). A code that came by a link is only
 * filled in: the person compares it with the device before anything begins (section 5.4).
 */
@Controller
final class DevicePage {
    private static final String PATH = "/oauth2/device";
    private static final String VIEW = "admin/device";

    private final Devices devices;

    DevicePage(Devices devices) {
        this.devices = devices;
    }

    @GetMapping(PATH)
    String show(Model model, @RequestParam(name = "user_code", defaultValue = "") String code) {
        model.addAttribute("code", code);
        model.addAttribute("linked", !code.isEmpty());
        return VIEW;
    }

    @PostMapping(PATH)
    ModelAndView enter(DashboardSession session, Model model, RedirectAttributes page,
            @RequestParam(name = "user_code", defaultValue = "") String code) {
        try {
            page.addAttribute("state", devices.enter(session.person(), code));
            return new ModelAndView("redirect:/oauth2/consent");
        } catch (Refused refused) {
            model.addAttribute("code", code);
            return refused(model, refused);
        }
    }

    @PostMapping(PATH + "/answer")
    ModelAndView answer(DashboardSession session, Model model, RedirectAttributes page, Answer given) {
        try {
            if (given.refuses()) {
                devices.refuse(session.accountId(), given.state());
            } else {
                devices.agree(caller(session, given), given.state(), given.scope());
            }
        } catch (Refused refused) {
            model.addAttribute("code", "");
            return refused(model, refused);
        }
        page.addFlashAttribute("answered", given.refuses() ? "refused" : "connected");
        return new ModelAndView("redirect:" + PATH);
    }

    /** The form of the consent page; without a store and without a scope it is a refusal. */
    record Answer(String state, Set<String> scope, String store, String mode) {

        Answer(@Nullable String state, @Nullable Set<String> scope, @Nullable String store, @Nullable String mode) {
            this.state = Objects.requireNonNullElse(state, "");
            this.scope = scope == null ? Set.of() : Set.copyOf(scope);
            this.store = Objects.requireNonNullElse(store, "");
            this.mode = Objects.requireNonNullElse(mode, "");
        }

        boolean refuses() {
            return store.isEmpty() && scope.isEmpty();
        }
    }

    private static ModelAndView refused(Model model, Refused refused) {
        model.addAttribute("problem", Problem.of(refused));
        return new ModelAndView(VIEW, refused.refusal() == Refusal.RATE_LIMITED ? HttpStatus.TOO_MANY_REQUESTS : HttpStatus.BAD_REQUEST);
    }

    private static Caller caller(DashboardSession session, Answer given) {
        UUID id = IdKind.STORE.parse(given.store());
        StoreView chosen = session.stores().stream()
                .filter(store -> store.id().equals(id) && Set.of("test", "live").contains(given.mode())).findFirst()
                .orElseThrow(() -> Refused.notFound("store"));
        return session.callerIn(chosen, given.mode().equals("live"));
    }
}
