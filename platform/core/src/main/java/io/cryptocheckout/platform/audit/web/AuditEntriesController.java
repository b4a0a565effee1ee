package io.cryptocheckout.platform.audit.web;

import io.cryptocheckout.platform.api.AuditEntriesApi;
import io.cryptocheckout.platform.api.model.AuditActor;
import io.cryptocheckout.platform.api.model.AuditActorType;
import io.cryptocheckout.platform.api.model.AuditEntryList;
import io.cryptocheckout.platform.api.model.AuditOutcome;
import io.cryptocheckout.platform.audit.AuditEntry;
import io.cryptocheckout.platform.audit.AuditLog;
import io.cryptocheckout.platform.audit.AuditQuery;
import io.cryptocheckout.platform.authority.Caller;
import io.cryptocheckout.platform.authority.Principal;
import io.cryptocheckout.platform.database.Answer;
import io.cryptocheckout.platform.id.IdKind;
import io.cryptocheckout.platform.refusal.Refusal;
import io.cryptocheckout.platform.refusal.Refused;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/v1/audit/entries}. An entry has no id but its number in the log of its store. */
@RestController
class AuditEntriesController implements AuditEntriesApi {
    private static final String PREFIX = "aud_";
    private static final Pattern ID = Pattern.compile(PREFIX + "([1-9][0-9]{0,17})");

    private final AuditLog log;

    AuditEntriesController(AuditLog log) {
        this.log = log;
    }

    @Override
    public ResponseEntity<AuditEntryList> auditEntriesList(Integer limit, @Nullable String startingAfter, @Nullable String action,
            @Nullable String actorId, @Nullable String objectId, @Nullable Boolean byAgency, @Nullable OffsetDateTime createdFrom,
            @Nullable OffsetDateTime createdTo, Caller caller) {
        AuditQuery query = new AuditQuery(action, actor(actorId), objectId, byAgency, instant(createdFrom), instant(createdTo),
                sequence(startingAfter), limit + 1, caller.scope().livemode());
        return Answer.page(log.list(caller, query), limit, AuditEntriesController::entry, AuditEntriesController::id).toResponse();
    }

    private static io.cryptocheckout.platform.api.model.AuditEntry entry(AuditEntry entry) {
        UUID access = entry.actor().origin().accessId();
        return new io.cryptocheckout.platform.api.model.AuditEntry().id(id(entry))
                ._object(io.cryptocheckout.platform.api.model.AuditEntry.ObjectEnum.AUDIT_ENTRY)
                .livemode(entry.act().inBothModes() ? null : entry.livemode())
                .sequence(entry.sequence()).action(entry.act().action()).outcome(AuditOutcome.fromValue(entry.outcome()))
                .actor(actor(entry.actor())).byAgency(access != null)
                .agencyAccessId(access == null ? null : IdKind.AGENCY_ACCESS.format(access)).objectId(entry.act().object())
                .details(new TreeMap<>(entry.act().details()))
                .createdAt(Answer.time(entry.at()));
    }

    private static AuditActor actor(Principal actor) {
        String id = switch (actor.kind()) {
            case ACCOUNT -> IdKind.ACCOUNT.format(actor.id());
            case API_KEY -> IdKind.API_KEY.format(actor.id());
            case APP -> IdKind.GRANT.format(actor.id());
            case SYSTEM, OPERATOR -> null;
        };
        return new AuditActor().type(AuditActorType.fromValue(actor.kind().name().toLowerCase(Locale.ROOT))).id(id).label(actor.label())
                .address(actor.origin().address());
    }

    private static String id(AuditEntry entry) {
        return PREFIX + entry.sequence();
    }

    private static @Nullable UUID actor(@Nullable String id) {
        return id == null
                ? null
                : Stream.of(IdKind.ACCOUNT, IdKind.API_KEY, IdKind.GRANT).map(kind -> kind.parse(id)).filter(Objects::nonNull).findFirst()
                        .orElseThrow(() -> new Refused(Refusal.FIELD_INVALID, "actorId",
                                "actorId must be an id that begins with acct_, key_ or grant_."));
    }

    private static @Nullable Long sequence(@Nullable String cursor) {
        if (cursor == null) {
            return null;
        }
        var id = ID.matcher(cursor);
        if (!id.matches()) {
            throw Answer.notACursor();
        }
        return Long.valueOf(id.group(1));
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }
}
