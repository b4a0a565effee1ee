package io.cryptocheckout.platform.admin;

import io.cryptocheckout.platform.access.AccountChanges;
import io.cryptocheckout.platform.access.Device;
import io.cryptocheckout.platform.refusal.Refused;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Where the two links lead that are mailed when an account is to move to another address. */
@Controller
final class AddressChangeDoor {

    private static final String PATH = "/login/address/{side:leave|take}";

    private final AccountChanges changes;

    AddressChangeDoor(AccountChanges changes) {
        this.changes = changes;
    }

    @GetMapping(PATH)
    ModelAndView ask(HttpServletResponse response, @PathVariable String side, @RequestParam(defaultValue = "") String token) {
        response.setHeader("Referrer-Policy", "no-referrer");
        if (!changes.isAddressLink(side.equals("leave"), token)) {
            return AddressDoor.unusable();
        }
        return new ModelAndView("admin/address-ask").addObject("side", side).addObject("token", token);
    }

    @PostMapping(PATH)
    ModelAndView agree(HttpServletRequest request, @PathVariable String side, @RequestParam(defaultValue = "") String token) {
        try {
            boolean moved = changes.confirmAddress(side.equals("leave"), token, Device.of(request));
            return new ModelAndView("admin/address-agreed").addObject("moved", moved);
        } catch (Refused refused) {
            return AddressDoor.unusable();
        }
    }
}
