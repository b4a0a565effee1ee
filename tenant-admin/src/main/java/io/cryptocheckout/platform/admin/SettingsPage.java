package io.cryptocheckout.platform.admin;

import io.cryptocheckout.platform.authority.Caller;
import io.cryptocheckout.platform.chain.Network;
import io.cryptocheckout.platform.chain.Networks;
import io.cryptocheckout.platform.refusal.Refused;
import io.cryptocheckout.platform.tenancy.StoreSettings;
import io.cryptocheckout.platform.tenancy.Stores;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** How the store looks, and the rules it gives new payments. */
@DashboardPage
final class SettingsPage {

    private static final String PATH = "/dashboard/settings";

    private final Stores stores;
    private final Networks networks;

    SettingsPage(Stores stores, Networks networks) {
        this.stores = stores;
        this.networks = networks;
    }

    @GetMapping(PATH)
    String show(Caller caller, Model model) {
        StoreSettings settings = stores.settings(caller.scope());
        return form(model, SettingsForm.of(settings, networks()));
    }

    @PostMapping(PATH)
    ModelAndView save(Caller caller, Model model, @RequestParam Map<String, String> sent, RedirectAttributes page) {
        SettingsForm form = SettingsForm.sent(sent, networks());
        try {
            stores.change(caller, form.applyTo(stores.settings(caller.scope())));
            page.addFlashAttribute("done", "Saved. New payments follow these settings; those that exist keep theirs.");
            return new ModelAndView("redirect:" + PATH);
        } catch (Refused refused) {
            model.addAttribute("problem", Problem.of(refused));
            return new ModelAndView(form(model, form), HttpStatus.BAD_REQUEST);
        }
    }

    private static String form(Model model, SettingsForm form) {
        model.addAttribute("form", form);
        return "admin/settings";
    }

    /** Both modes' networks: the settings are the store's, whatever mode is being looked at. */
    private List<Network> networks() {
        return networks.all();
    }
}
