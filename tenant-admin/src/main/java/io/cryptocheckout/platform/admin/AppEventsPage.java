package io.cryptocheckout.platform.admin;

import io.cryptocheckout.platform.access.DashboardSession;
import io.cryptocheckout.platform.id.IdKind;
import io.cryptocheckout.platform.oauth.AppWebhooks;
import io.cryptocheckout.platform.refusal.Refusal;
import io.cryptocheckout.platform.refusal.Refused;
import java.time.Duration;
import java.util.UUID;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** What an app is told of its connections, as its page shows it: rolling the secret that signs it, and telling it again. */
@DashboardPage
final class AppEventsPage {
    private final AppWebhooks webhooks;
    private final OwnedOrganization homes;

    AppEventsPage(AppWebhooks webhooks, OwnedOrganization homes) {
        this.webhooks = webhooks;
        this.homes = homes;
    }

    @PostMapping(AppsPage.ONE + "/webhook-secret/roll")
    ModelAndView roll(DashboardSession session, RedirectAttributes page, @PathVariable String organization, @PathVariable String id,
            @RequestParam(defaultValue = "24") int hours) {
        try {
            return new ModelAndView("admin/app-made", homes.of(session, organization)).addObject("made",
                    webhooks.rollSecret(session.person(), AgencyPage.id(organization), AppsPage.id(id), Duration.ofHours(hours)));
        } catch (Refused refused) {
            if (refused.refusal() == Refusal.NOT_FOUND) {
                throw refused;
            }
            page.addFlashAttribute("refused", refused.text());
            return new ModelAndView("redirect:" + AppsPage.path(organization, AppsPage.id(id)));
        }
    }

    @PostMapping(AppsPage.ONE + "/events/{event}/redeliver")
    String redeliver(DashboardSession session, RedirectAttributes page, @PathVariable String organization, @PathVariable String id,
            @PathVariable String event) {
        UUID app = AppsPage.id(id);
        return Act.then(page, AppsPage.path(organization, app), "The app is told again, with the same event id.",
                () -> webhooks.redeliver(session.person(), AgencyPage.id(organization), app, event(event)));
    }

    private static UUID event(String event) {
        UUID parsed = IdKind.EVENT.parse(event);
        if (parsed == null) {
            throw Refused.notFound("event of this app");
        }
        return parsed;
    }
}
