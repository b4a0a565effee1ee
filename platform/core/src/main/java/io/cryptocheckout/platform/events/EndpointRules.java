package io.cryptocheckout.platform.events;

import io.cryptocheckout.platform.outbound.UrlRules;
import io.cryptocheckout.platform.refusal.Refusal;
import io.cryptocheckout.platform.refusal.Refused;
import java.util.List;
import org.springframework.stereotype.Component;

/** What an endpoint may be. */
@Component
final class EndpointRules {
    private final UrlRules urls;
    private final EventsProperties properties;

    EndpointRules(UrlRules urls, EventsProperties properties) {
        this.urls = urls;
        this.properties = properties;
    }

    int endpointsPerStore() {
        return properties.endpointsPerStore();
    }

    void requireUrl(String url, boolean livemode) {
        String problem = urls.check(url, livemode);
        if (problem != null) {
            throw new Refused(Refusal.WEBHOOK_URL_REFUSED, "url", "url " + problem + ".");
        }
    }

    void requireTypes(List<String> types) {
        if (types.isEmpty()) {
            throw new Refused(Refusal.FIELD_INVALID, "events", "events must name at least one event type, or \"*\" for all of them.");
        }
        for (int i = 0; i < types.size(); i++) {
            if (!types.get(i).equals(EventTypes.ALL) && !EventTypes.isKnown(types.get(i))) {
                throw new Refused(Refusal.FIELD_INVALID, "events[" + i + "]",
                        "There is no event type \"" + types.get(i) + "\"; known are " + String.join(", ", EventTypes.all()) + " and *.");
            }
        }
    }
}
