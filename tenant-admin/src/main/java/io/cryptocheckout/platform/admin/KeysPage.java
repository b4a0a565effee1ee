package io.cryptocheckout.platform.admin;

import io.cryptocheckout.platform.access.ApiKeys;
import io.cryptocheckout.platform.access.MadeApiKey;
import io.cryptocheckout.platform.access.NewApiKey;
import io.cryptocheckout.platform.authority.Caller;
import io.cryptocheckout.platform.authority.Permission;
import io.cryptocheckout.platform.id.IdKind;
import io.cryptocheckout.platform.refusal.Refused;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** API keys: make, roll, revoke. A secret is on the one page that answers the making, and nowhere else. */
@DashboardPage
final class KeysPage {

    private static final String LIST = "/dashboard/keys";

    private final ApiKeys keys;
    private final Clock clock;

    KeysPage(ApiKeys keys, Clock clock) {
        this.keys = keys;
        this.clock = clock;
    }

    /** What was typed into the form. */
    public record Form(String name, Set<String> scopes, String allowedIps, String expires) {}

    @GetMapping(LIST)
    String list(Caller caller, Model model) {
        Instant now = clock.instant();
        var all = keys.list(caller);
        model.addAttribute("keys", all.stream().map(
                key -> KeyRow.of(key, now, all.stream().anyMatch(other -> key.id().equals(other.rolledFrom())))).toList());
        return "admin/keys";
    }

    @GetMapping(LIST + "/new")
    String form(Caller caller, Model model) {
        caller.require(Permission.KEYS_MANAGE);
        return form(caller, model, new Form("", Set.of("sessions:read", "sessions:write"), "", "never"));
    }

    @PostMapping(LIST)
    ModelAndView create(Caller caller, Model model, @RequestParam String name,
            @RequestParam(defaultValue = "") Set<String> scopes, @RequestParam(defaultValue = "") String allowedIps,
            @RequestParam(defaultValue = "never") String expires) {
        try {
            MadeApiKey made = keys.create(caller,
                    new NewApiKey(name, Permission.known(scopes), Lines.of(allowedIps), expiry(expires)));
            return shown(model, made);
        } catch (Refused refused) {
            model.addAttribute("problem", Problem.of(refused));
            return new ModelAndView(form(caller, model, new Form(name, scopes, allowedIps, expires)), HttpStatus.BAD_REQUEST);
        }
    }

    @PostMapping(LIST + "/{id}/roll")
    ModelAndView roll(Caller caller, Model model, @PathVariable String id, @RequestParam(defaultValue = "24") int hours) {
        return shown(model, keys.roll(caller, id(id), Duration.ofHours(hours)));
    }

    @PostMapping(LIST + "/{id}/revoke")
    String revoke(Caller caller, @PathVariable String id, RedirectAttributes page) {
        return Act.then(page, LIST, "The key was revoked. Its next call is refused.", () -> keys.revoke(caller, id(id)));
    }

    private static ModelAndView shown(Model model, MadeApiKey made) {
        model.addAttribute("made", made);
        return new ModelAndView("admin/key-made");
    }

    /** A key can do no more than whoever makes it. */
    private static String form(Caller caller, Model model, Form form) {
        model.addAttribute("form", form);
        model.addAttribute("scopes", Arrays.stream(Permission.values()).filter(Permission::grantable).filter(caller.permissions()::contains)
                .map(Permission::wireName).toList());
        return "admin/key-new";
    }

    private @Nullable Instant expiry(String days) {
        return switch (days) {
            case "30", "90", "365" -> clock.instant().plus(Duration.ofDays(Long.parseLong(days)));
            default -> null;
        };
    }

    private static UUID id(String id) {
        UUID parsed = IdKind.API_KEY.parse(id);
        if (parsed == null) {
            throw Refused.notFound("API key");
        }
        return parsed;
    }
}
