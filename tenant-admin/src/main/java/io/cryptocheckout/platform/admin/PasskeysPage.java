package io.cryptocheckout.platform.admin;

import io.cryptocheckout.platform.access.Device;
import io.cryptocheckout.platform.access.Passkeys;
import io.cryptocheckout.platform.access.SignedIn;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** A person's passkeys. Making one needs the script; everything else works without. */
@Controller
final class PasskeysPage {

    private static final String PAGE = "/account/passkeys";

    private final Passkeys passkeys;
    private final Show show = new Show();

    PasskeysPage(Passkeys passkeys) {
        this.passkeys = passkeys;
    }

    @GetMapping(PAGE)
    String show(@AuthenticationPrincipal SignedIn person, Model model, HttpServletResponse response) {
        response.setHeader("Cache-Control", "no-store");
        model.addAttribute("show", show);
        model.addAttribute("passkeys", passkeys.of(person));
        model.addAttribute("origin", passkeys.origin());
        return "admin/passkeys";
    }

    @PostMapping(PAGE + "/{id}/name")
    String rename(@AuthenticationPrincipal SignedIn person, @PathVariable String id, @RequestParam String name, RedirectAttributes page) {
        return Act.then(page, PAGE, "The passkey has its new name.", () -> passkeys.rename(person, id, name));
    }

    @PostMapping(PAGE + "/{id}/remove")
    String remove(@AuthenticationPrincipal SignedIn person, HttpServletRequest request, @PathVariable String id,
            @RequestParam String password, RedirectAttributes page) {
        return Act.then(page, PAGE, "The passkey was removed. Delete it on your device, too.",
                () -> passkeys.remove(person, id, password, Device.of(request)));
    }
}
