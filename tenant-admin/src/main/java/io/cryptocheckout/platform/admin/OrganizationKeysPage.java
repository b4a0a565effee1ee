package io.cryptocheckout.platform.admin;

import io.cryptocheckout.platform.access.DashboardSession;
import io.cryptocheckout.platform.access.KeyRing;
import io.cryptocheckout.platform.access.MadeOrganizationKey;
import io.cryptocheckout.platform.access.NewOrganizationKey;
import io.cryptocheckout.platform.access.OrganizationKeyView;
import io.cryptocheckout.platform.access.OrganizationKeys;
import io.cryptocheckout.platform.access.OrganizationLog;
import io.cryptocheckout.platform.id.IdKind;
import io.cryptocheckout.platform.refusal.Refusal;
import io.cryptocheckout.platform.refusal.Refused;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The keys of an organization, for its owners: make, roll, revoke, and what was done. A secret is on the one page that answers the making. */
@DashboardPage
final class OrganizationKeysPage {
    private static final String LIST = AgencyPage.PATH + "/keys/{organization}";

    private final OrganizationKeys keys;
    private final OrganizationLog log;
    private final OwnedOrganization homes;
    private final Clock clock;

    OrganizationKeysPage(OrganizationKeys keys, OrganizationLog log, OwnedOrganization homes, Clock clock) {
        this.keys = keys;
        this.log = log;
        this.homes = homes;
        this.clock = clock;
    }

    /** What was typed into the form. */
    public record Form(String name, String allowedIps, String expires) {

        /** A field that was not sent is an empty one. */
        public Form(@Nullable String name, @Nullable String allowedIps, @Nullable String expires) {
            this.name = name == null ? "" : name;
            this.allowedIps = allowedIps == null ? "" : allowedIps;
            this.expires = expires == null ? "never" : expires;
        }
    }

    /**
     * A key in the list.
     *
     * @param state
     *            {@code active}, {@code expired} or {@code revoked}
     * @param rolled
     *            whether a successor has taken over
     */
    public record Row(String id, OrganizationKeyView key, String state, boolean rolled) {

        public boolean usable() {
            return state.equals("active");
        }
    }

    @GetMapping(LIST)
    String list(DashboardSession session, Model model, @PathVariable String organization) {
        KeyRing ring = ring(session, organization);
        var all = keys.list(session.person(), ring);
        Instant now = clock.instant();
        model.addAttribute("keys", all.stream().map(
                key -> row(key, now, all.stream().anyMatch(other -> key.id().equals(other.rolledFrom())))).toList());
        model.addAttribute("events", log.newest(session.person(), ring.organizationId()));
        model.addAllAttributes(homes.of(session, organization));
        return "admin/organization-keys";
    }

    @GetMapping(LIST + "/new")
    String form(DashboardSession session, Model model, @PathVariable String organization) {
        model.addAttribute("form", new Form("", "", "never"));
        model.addAllAttributes(homes.of(session, organization));
        return "admin/organization-key-new";
    }

    @PostMapping(LIST)
    ModelAndView create(DashboardSession session, Model model, @PathVariable String organization, @ModelAttribute("form") Form form) {
        try {
            MadeOrganizationKey made = keys.create(session.person(), ring(session, organization),
                    new NewOrganizationKey(form.name(), Lines.of(form.allowedIps()), expiry(form.expires())));
            return shown(session, organization, made);
        } catch (Refused refused) {
            // Whoever does not own the organization is not told that there is one.
            model.addAllAttributes(homes.of(session, organization));
            model.addAttribute("problem", Problem.of(refused));
            return new ModelAndView("admin/organization-key-new", HttpStatus.BAD_REQUEST);
        }
    }

    @PostMapping(LIST + "/{id}/roll")
    ModelAndView roll(DashboardSession session, RedirectAttributes page, @PathVariable String organization, @PathVariable String id,
            @RequestParam(defaultValue = "24") int hours) {
        try {
            return shown(session, organization, keys.roll(session.person(), ring(session, organization), id(id), Duration.ofHours(hours)));
        } catch (Refused refused) {
            if (refused.refusal() == Refusal.NOT_FOUND) {
                throw refused;
            }
            page.addFlashAttribute("refused", refused.text());
            return new ModelAndView("redirect:" + path(organization));
        }
    }

    @PostMapping(LIST + "/{id}/revoke")
    String revoke(DashboardSession session, RedirectAttributes page, @PathVariable String organization, @PathVariable String id) {
        return Act.then(page, path(organization), "The key was revoked. Its next call is refused.",
                () -> keys.revoke(session.person(), ring(session, organization), id(id)));
    }

    private ModelAndView shown(DashboardSession session, String organization, MadeOrganizationKey made) {
        return new ModelAndView("admin/organization-key-made", homes.of(session, organization)).addObject("made", made);
    }

    private static KeyRing ring(DashboardSession session, String organization) {
        return new KeyRing(AgencyPage.id(organization), session.livemode());
    }

    private static Row row(OrganizationKeyView key, Instant now, boolean rolled) {
        Instant end = key.expiresAt();
        String state = key.revokedAt() != null ? "revoked" : end != null && !now.isBefore(end) ? "expired" : "active";
        return new Row(IdKind.ORGANIZATION_KEY.format(key.id()), key, state, rolled);
    }

    private @Nullable Instant expiry(String days) {
        return switch (days) {
            case "never" -> null;
            case "30", "90", "365" -> clock.instant().plus(Duration.ofDays(Long.parseLong(days)));
            default -> throw new Refused(Refusal.FIELD_INVALID, "expiresAt", "Choose one of the ends that the list offers.");
        };
    }

    private static UUID id(String id) {
        UUID parsed = IdKind.ORGANIZATION_KEY.parse(id);
        if (parsed == null) {
            throw Refused.notFound("key of this organization");
        }
        return parsed;
    }

    private static String path(String organization) {
        return AgencyPage.PATH + "/keys/" + AgencyPage.path(organization);
    }
}
