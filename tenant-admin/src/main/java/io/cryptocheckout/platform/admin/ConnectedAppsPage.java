package io.cryptocheckout.platform.admin;

import io.cryptocheckout.platform.access.Accounts;
import io.cryptocheckout.platform.authority.Caller;
import io.cryptocheckout.platform.authority.ScopeWords;
import io.cryptocheckout.platform.id.IdKind;
import io.cryptocheckout.platform.oauth.ConnectedApp;
import io.cryptocheckout.platform.oauth.ConnectedApps;
import io.cryptocheckout.platform.refusal.Refused;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Which apps work in a store and mode, what they may do there, and their end. */
@DashboardPage
final class ConnectedAppsPage {
    private static final String PATH = "/dashboard/apps";

    private final ConnectedApps apps;
    private final Accounts accounts;

    ConnectedAppsPage(ConnectedApps apps, Accounts accounts) {
        this.apps = apps;
        this.accounts = accounts;
    }

    /**
     * One app of the list.
     *
     * @param by
     *            the e-mail address of whoever connected it
     */
    public record Row(String id, ConnectedApp app, List<String> scopes, String by) {}

    @GetMapping(PATH)
    String list(Caller caller, Model model) {
        List<ConnectedApp> connected = apps.list(caller);
        Map<UUID, String> emails = accounts.emails(connected.stream().map(ConnectedApp::accountId).distinct().toList());
        model.addAttribute("apps",
                connected.stream().map(app -> new Row(IdKind.GRANT.format(app.id()), app,
                        app.scopes().stream().sorted().map(ScopeWords::of).toList(), emails.getOrDefault(app.accountId(), "somebody")))
                        .toList());
        return "admin/connected-apps";
    }

    @PostMapping(PATH + "/{id}/disconnect")
    String disconnect(Caller caller, @PathVariable String id, RedirectAttributes page) {
        return Act.then(page, PATH, "The app was disconnected. Its next call is refused.", () -> apps.disconnect(caller, id(id)));
    }

    @PostMapping(PATH + "/{id}/adopt")
    String adopt(Caller caller, @PathVariable String id, RedirectAttributes page) {
        return Act.then(page, PATH, "Adopted. The app works on your behalf now.", () -> apps.adopt(caller, id(id)));
    }

    private static UUID id(String text) {
        UUID id = IdKind.GRANT.parse(text);
        if (id == null) {
            throw Refused.notFound("connected app");
        }
        return id;
    }
}
