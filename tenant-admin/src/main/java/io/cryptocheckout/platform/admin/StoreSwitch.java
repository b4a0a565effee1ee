package io.cryptocheckout.platform.admin;

import io.cryptocheckout.platform.access.DashboardSession;
import io.cryptocheckout.platform.id.IdKind;
import io.cryptocheckout.platform.refusal.Refused;
import java.util.UUID;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Chooses the store and the mode for the pages to come. */
@DashboardPage
final class StoreSwitch {

    @PostMapping("/dashboard/switch")
    String choose(DashboardSession session, @RequestParam String store, @RequestParam boolean livemode,
            @RequestParam(defaultValue = "/dashboard") String to) {
        UUID id = IdKind.STORE.parse(store);
        if (id == null) {
            throw Refused.notFound("store");
        }
        session.choose(id, livemode);
        // Only a path of the dashboard itself: anything else would send people wherever a link says.
        return "redirect:" + (to.matches("/dashboard[a-z/]*") ? to : "/dashboard");
    }
}
