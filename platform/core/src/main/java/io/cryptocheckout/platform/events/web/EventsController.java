package io.cryptocheckout.platform.events.web;

import io.cryptocheckout.platform.api.EventsApi;
import io.cryptocheckout.platform.api.model.Event;
import io.cryptocheckout.platform.api.model.EventList;
import io.cryptocheckout.platform.api.model.EventType;
import io.cryptocheckout.platform.api.model.SortOrder;
import io.cryptocheckout.platform.authority.Caller;
import io.cryptocheckout.platform.authority.Permission;
import io.cryptocheckout.platform.database.Answer;
import io.cryptocheckout.platform.events.EventQuery;
import io.cryptocheckout.platform.events.EventView;
import io.cryptocheckout.platform.events.Events;
import io.cryptocheckout.platform.events.Slice;
import io.cryptocheckout.platform.id.IdKind;
import io.cryptocheckout.platform.refusal.Refusal;
import io.cryptocheckout.platform.refusal.Refused;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/v1/events}: the stored envelopes, byte for byte. */
@RestController
class EventsController implements EventsApi {
    private static final String WHAT = "event";

    private final Events events;

    EventsController(Events events) {
        this.events = events;
    }

    @Override
    public ResponseEntity<EventList> eventsList(Integer limit, @Nullable String startingAfter, SortOrder order,
            @Nullable List<EventType> type, Caller caller) {
        if (type != null && type.stream().anyMatch(Objects::isNull)) {
            throw new Refused(Refusal.FIELD_INVALID, "type", "type names nothing; name an event type, or leave it out.");
        }
        List<String> types = type == null ? List.of() : type.stream().map(EventType::getValue).toList();
        Slice<EventView> page = events.list(caller, new EventQuery(types, order == SortOrder.ASC,
                PathIds.filter(IdKind.EVENT, startingAfter, "startingAfter"), limit));
        String last = page.data().isEmpty() ? null : IdKind.EVENT.format(page.data().getLast().id());
        return Answer.of(200, EventsJson.list(page.data().stream().map(EventView::body).toList(), page.hasMore(), last)).toResponse();
    }

    @Override
    public ResponseEntity<Event> eventsRetrieve(String id, Caller caller) {
        caller.require(Permission.EVENTS_READ);
        EventView event = events.find(caller, PathIds.path(IdKind.EVENT, id, WHAT));
        if (event == null) {
            throw Refused.notFound(WHAT);
        }
        return Answer.of(200, event.body()).toResponse();
    }
}
