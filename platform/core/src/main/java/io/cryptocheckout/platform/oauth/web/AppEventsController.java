package io.cryptocheckout.platform.oauth.web;

import io.cryptocheckout.platform.api.AppEventsApi;
import io.cryptocheckout.platform.api.model.AppEvent;
import io.cryptocheckout.platform.api.model.AppEventList;
import io.cryptocheckout.platform.authority.AppCaller;
import io.cryptocheckout.platform.database.Answer;
import io.cryptocheckout.platform.database.Idempotency;
import io.cryptocheckout.platform.database.IdempotencyKey;
import io.cryptocheckout.platform.id.IdKind;
import io.cryptocheckout.platform.oauth.OwnApp;
import io.cryptocheckout.platform.refusal.Refused;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/v1/app/events}: an app asks what it was told, and has it told again. */
@RestController
class AppEventsController implements AppEventsApi {
    private final OwnApp own;
    private final Idempotency idempotency;

    AppEventsController(OwnApp own, Idempotency idempotency) {
        this.own = own;
        this.idempotency = idempotency;
    }

    @Override
    public ResponseEntity<AppEventList> appEventsList(Integer limit, @Nullable String startingAfter, AppCaller caller) {
        return Answer.page(own.events(caller, limit + 1, Answer.cursor(IdKind.EVENT, startingAfter)), limit, AppJson::of,
                event -> IdKind.EVENT.format(event.id())).toResponse();
    }

    @Override
    public ResponseEntity<AppEvent> appEventsRedeliver(String id, AppCaller caller, @Nullable IdempotencyKey key) {
        UUID event = IdKind.EVENT.parse(id);
        if (event == null) {
            throw Refused.notFound("event of this app");
        }
        return idempotency.once(own.requireSendable(caller, event), key,
                tx -> Answer.rendered(202, AppJson.of(own.redeliver(tx, caller, event)))).toResponse();
    }
}
