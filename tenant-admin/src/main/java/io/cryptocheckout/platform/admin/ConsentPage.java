package io.cryptocheckout.platform.admin;

import io.cryptocheckout.platform.access.DashboardSession;
import io.cryptocheckout.platform.access.PagePolicy;
import io.cryptocheckout.platform.authority.Permission;
import io.cryptocheckout.platform.authority.ScopeWords;
import io.cryptocheckout.platform.id.IdKind;
import io.cryptocheckout.platform.oauth.Consents;
import io.cryptocheckout.platform.tenancy.StoreView;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/**
 * Asks a person whether an app may come in: first into which store and mode, then to do what. The answer goes to the authorization server,
 * which looks at everything again.
 */
@Controller
final class ConsentPage {
    private static final String VIEW = "admin/consent";

    private final Consents consents;

    ConsentPage(Consents consents) {
        this.consents = consents;
    }

    /** A store and mode into which the person may let an app. */
    public record Place(String id, String store, boolean livemode, StoreView view) {

        static Place of(StoreView store, boolean livemode) {
            return new Place(IdKind.STORE.format(store.id()) + ":" + (livemode ? "live" : "test"), store.name(), livemode, store);
        }

        public String storeId() {
            return IdKind.STORE.format(view.id());
        }
    }

    /** One thing that the app asks for; what the person may not do there himself, he cannot give. */
    public record Wish(String scope, String words, boolean given) {}

    @GetMapping("/oauth2/consent")
    ModelAndView ask(DashboardSession session, Model model, HttpServletResponse response, @RequestParam(defaultValue = "") String state,
            @RequestParam(defaultValue = "") String place) {
        response.setHeader("Cache-Control", "no-store");
        Consents.Asked asked = consents.pending(state, session.accountId());
        model.addAttribute("asked", asked);
        if (asked == null) {
            return new ModelAndView(VIEW, HttpStatus.NOT_FOUND);
        }
        List<Place> places = places(session, asked);
        Place chosen = chosen(places, place);
        model.addAttribute("state", state);
        model.addAttribute("places", places);
        model.addAttribute("place", chosen);
        model.addAttribute("wishes", chosen == null ? List.of() : wishes(asked.scopes(), chosen));
        // The answer is a redirect to the app, and the browser follows it only where the form may lead there.
        if (asked.origin() != null) {
            response.setHeader("Content-Security-Policy", PagePolicy.leadingTo(asked.origin()));
        }
        return new ModelAndView(VIEW);
    }

    private static List<Place> places(DashboardSession session, Consents.Asked asked) {
        List<Place> places = new ArrayList<>();
        for (StoreView store : session.stores()) {
            for (boolean livemode : new boolean[]{true, false}) {
                if (asked.wants(livemode) && store.permissions(livemode).contains(Permission.APPS_MANAGE)) {
                    places.add(Place.of(store, livemode));
                }
            }
        }
        return places;
    }

    private static @Nullable Place chosen(List<Place> places, String wanted) {
        return places.stream().filter(place -> place.id().equals(wanted) || places.size() == 1).findFirst().orElse(null);
    }

    private static List<Wish> wishes(Set<Permission> scopes, Place place) {
        Set<Permission> held = place.view().permissions(place.livemode());
        return scopes.stream().sorted(Comparator.comparing(Permission::wireName))
                .map(scope -> new Wish(scope.wireName(), ScopeWords.of(scope), held.contains(scope))).toList();
    }
}
