package io.cryptocheckout.platform.admin;

import io.cryptocheckout.platform.access.DashboardSession;
import io.cryptocheckout.platform.access.OrganizationLog;
import io.cryptocheckout.platform.authority.Permission;
import io.cryptocheckout.platform.authority.ScopeWords;
import io.cryptocheckout.platform.id.IdKind;
import io.cryptocheckout.platform.oauth.App;
import io.cryptocheckout.platform.oauth.AppEventView;
import io.cryptocheckout.platform.oauth.AppInstall;
import io.cryptocheckout.platform.oauth.AppWebhooks;
import io.cryptocheckout.platform.oauth.MadeApp;
import io.cryptocheckout.platform.oauth.OwnedApps;
import io.cryptocheckout.platform.oauth.RegistrationTokens;
import io.cryptocheckout.platform.refusal.Refusal;
import io.cryptocheckout.platform.refusal.Refused;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.http.HttpStatus;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The apps of an organization, for its owners: register, change, roll secrets, delete, and where each is connected. */
@DashboardPage
final class AppsPage {
    private static final String LIST = AgencyPage.PATH + "/apps/{organization}";
    static final String ONE = LIST + "/{id}";
    private static final int PAGE = 25;

    private final OwnedApps apps;
    private final AppWebhooks webhooks;
    private final RegistrationTokens tokens;
    private final OrganizationLog log;
    private final OwnedOrganization homes;

    AppsPage(OwnedApps apps, AppWebhooks webhooks, RegistrationTokens tokens, OrganizationLog log, OwnedOrganization homes) {
        this.apps = apps;
        this.webhooks = webhooks;
        this.tokens = tokens;
        this.log = log;
        this.homes = homes;
    }

    /** A scope that the form offers, with what it means. */
    public record Scope(String name, String words) {}

    /** A connection of the app in the list. */
    public record Install(String id, String store, AppInstall install, List<String> scopes) {}

    @GetMapping(LIST)
    String list(DashboardSession session, Model model, @PathVariable String organization) {
        UUID home = AgencyPage.id(organization);
        model.addAllAttributes(homes.of(session, organization));
        model.addAttribute("apps", apps.list(session.person(), home));
        model.addAttribute("events", log.newest(session.person(), home));
        return "admin/apps";
    }

    @GetMapping(LIST + "/new")
    String form(DashboardSession session, Model model, @PathVariable String organization) {
        return form(session, model, organization, AppForm.empty());
    }

    @PostMapping(LIST)
    ModelAndView register(DashboardSession session, Model model, @PathVariable String organization, @ModelAttribute("form") AppForm form) {
        try {
            return shown(session, organization,
                    apps.register(session.person(), AgencyPage.id(organization), form.details(), form.confidential()));
        } catch (Refused refused) {
            return wrong(refused, model, () -> form(session, model, organization, form));
        }
    }

    @GetMapping(ONE)
    String show(DashboardSession session, Model model, @PathVariable String organization, @PathVariable String id,
            Cursors behind) {
        UUID home = AgencyPage.id(organization);
        UUID app = id(id);
        told(session, model, organization, new Told(home, app, behind.told));
        model.addAllAttributes(homes.of(session, organization));
        model.addAttribute("app", apps.get(session.person(), home, app));
        model.addAttribute("secrets", apps.secrets(session.person(), home, app));
        List<AppInstall> found = apps.installs(session.person(), home, app, PAGE + 1, IdKind.GRANT.parse(behind.after));
        List<AppInstall> shown = found.subList(0, Math.min(PAGE, found.size()));
        model.addAttribute("installs", shown.stream().map(AppsPage::row).toList());
        model.addAttribute("pages", Pages.of(path(organization, app), behind.after.isEmpty(),
                found.size() > PAGE ? IdKind.GRANT.format(shown.getLast().id()) : null));
        return "admin/app";
    }

    /** The last rows known of the two lists, of where it is connected and of what it was told; empty where the request names none. */
    public record Cursors(String after, String told) {

        public Cursors {
            after = Objects.requireNonNullElse(after, "");
            told = Objects.requireNonNullElse(told, "");
        }
    }

    private record Told(UUID home, UUID app, String after) {}

    private void told(DashboardSession session, Model model, String organization, Told asked) {
        List<AppEventView> found = webhooks.events(session.person(), asked.home, asked.app, PAGE + 1, IdKind.EVENT.parse(asked.after));
        List<AppEventView> shown = found.subList(0, Math.min(PAGE, found.size()));
        model.addAttribute("oldSecretEnds", webhooks.oldSecretEnds(session.person(), asked.home, asked.app));
        model.addAttribute("told", shown);
        model.addAttribute("toldPages", Pages.of(path(organization, asked.app), "told", asked.after.isEmpty(),
                found.size() > PAGE ? IdKind.EVENT.format(shown.getLast().id()) : null));
    }

    @GetMapping(ONE + "/edit")
    String edit(DashboardSession session, Model model, @PathVariable String organization, @PathVariable String id) {
        App app = apps.get(session.person(), AgencyPage.id(organization), id(id));
        model.addAttribute("app", app);
        return form(session, model, organization, AppForm.of(app));
    }

    @PostMapping(ONE)
    ModelAndView change(DashboardSession session, Model model, @PathVariable String organization, @PathVariable String id,
            @ModelAttribute("form") AppForm form) {
        UUID home = AgencyPage.id(organization);
        try {
            MadeApp changed = apps.change(session.person(), home, id(id), form.details());
            return changed.hasSecrets()
                    ? shown(session, organization, changed)
                    : new ModelAndView("redirect:" + path(organization, changed.app().id()));
        } catch (Refused refused) {
            return wrong(refused, model, () -> {
                model.addAttribute("app", apps.get(session.person(), home, id(id)));
                return form(session, model, organization, form);
            });
        }
    }

    @PostMapping(ONE + "/secrets/{secret}/roll")
    ModelAndView roll(DashboardSession session, RedirectAttributes page, SecretPlace place, @RequestParam(defaultValue = "24") int hours) {
        try {
            return shown(session, place.organization(), apps.roll(session.person(), AgencyPage.id(place.organization()), id(place.id()),
                    secret(place.secret()), Duration.ofHours(hours)));
        } catch (Refused refused) {
            if (refused.refusal() == Refusal.NOT_FOUND) {
                throw refused;
            }
            page.addFlashAttribute("refused", refused.text());
            return new ModelAndView("redirect:" + path(place.organization(), id(place.id())));
        }
    }

    @PostMapping(ONE + "/secrets/{secret}/end")
    String end(DashboardSession session, RedirectAttributes page, SecretPlace place) {
        return Act.then(page, path(place.organization(), id(place.id())), "The old secret has ended.",
                () -> apps.endSecret(session.person(), AgencyPage.id(place.organization()), id(place.id()), secret(place.secret())));
    }

    /** Where a secret stands, by the names of the path. */
    public record SecretPlace(String organization, String id, String secret) {}

    @PostMapping(ONE + "/delete")
    String delete(DashboardSession session, RedirectAttributes page, @PathVariable String organization, @PathVariable String id) {
        return Act.then(page, path(organization), "The app was deleted, and every store is disconnected from it.",
                () -> apps.delete(session.person(), AgencyPage.id(organization), id(id)));
    }

    @PostMapping(AgencyPage.PATH + "/storefront-token/{organization}")
    ModelAndView token(DashboardSession session, @PathVariable String organization) {
        String token = tokens.make(session.person(), AgencyPage.id(organization));
        return new ModelAndView("admin/app-token", homes.of(session, organization)).addObject("token", token);
    }

    private ModelAndView shown(DashboardSession session, String organization, MadeApp made) {
        return new ModelAndView("admin/app-made", homes.of(session, organization)).addObject("made", made);
    }

    /** Whoever does not own the organization is not told that there is one. */
    private static ModelAndView wrong(Refused refused, Model model, Supplier<String> form) {
        String view = form.get();
        if (refused.refusal() == Refusal.NOT_FOUND) {
            throw refused;
        }
        model.addAttribute("problem", Problem.of(refused));
        return new ModelAndView(view, HttpStatus.BAD_REQUEST);
    }

    private String form(DashboardSession session, Model model, String organization, AppForm form) {
        model.addAllAttributes(homes.of(session, organization));
        model.addAttribute("form", form);
        model.addAttribute("scopes", Arrays.stream(Permission.values()).filter(Permission::grantable)
                .map(one -> new Scope(one.wireName(), ScopeWords.of(one))).toList());
        return "admin/app-form";
    }

    private static Install row(AppInstall install) {
        return new Install(IdKind.GRANT.format(install.id()), IdKind.STORE.format(install.storeId()), install,
                install.scopes().stream().sorted().map(Permission::wireName).toList());
    }

    static UUID id(String id) {
        UUID parsed = IdKind.APP.parse(id);
        if (parsed == null) {
            throw Refused.notFound("app of this organization");
        }
        return parsed;
    }

    private static UUID secret(String secret) {
        UUID parsed = IdKind.APP_SECRET.parse(secret);
        if (parsed == null) {
            throw Refused.notFound("secret of this app");
        }
        return parsed;
    }

    private static String path(String organization) {
        return AgencyPage.PATH + "/apps/" + AgencyPage.path(organization);
    }

    static String path(String organization, UUID app) {
        return path(organization) + "/" + IdKind.APP.format(app);
    }
}
