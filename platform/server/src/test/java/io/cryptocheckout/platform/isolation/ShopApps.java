package io.cryptocheckout.platform.isolation;

import io.cryptocheckout.platform.authority.Permission;
import io.cryptocheckout.platform.oauth.AppDetails;
import io.cryptocheckout.platform.oauth.OwnedApps;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes the apps of a shop's organization. A secret is one of the app that was made last: the two are named together. */
final class ShopApps {
    private final Shop shop;
    private UUID last = new UUID(0, 0);
    private @Nullable UUID own;

    ShopApps(Shop shop) {
        this.shop = shop;
    }

    UUID make() {
        last = apps().register(shop.person(), shop.organization, new AppDetails("App " + UUID.randomUUID(), null,
                List.of("https://app.example/callback"), Set.of(Permission.STORE_READ), null), true).app().id();
        return last;
    }

    /** The one whose own token the shop has. */
    UUID own(String webhookUrl) {
        if (own == null) {
            own = apps().register(shop.person(), shop.organization, new AppDetails("Own " + UUID.randomUUID(), null,
                    List.of("https://app.example/callback"), Set.of(Permission.STORE_READ), webhookUrl), true).app().id();
        }
        return own;
    }

    UUID secret() {
        return apps().secrets(shop.person(), shop.organization, last).getFirst().id();
    }

    UUID rolled() {
        UUID old = secret();
        apps().roll(shop.person(), shop.organization, last, old, Duration.ofHours(1));
        return old;
    }

    private OwnedApps apps() {
        return shop.run.context.getBean(OwnedApps.class);
    }
}
