package io.cryptocheckout.platform.database;

import io.cryptocheckout.platform.id.IdKind;
import io.cryptocheckout.platform.refusal.ErrorType;
import io.cryptocheckout.platform.refusal.Refusal;
import io.cryptocheckout.platform.refusal.Refused;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * A rendered answer, kept with its effect and repeated byte for byte.
 *
 * @param body
 *            JSON, or the empty string for an answer without a body
 * @param replayed
 *            whether it was kept from an earlier request
 */
public record Answer(int status, String body, boolean replayed) {
    private static final String REPLAYED = "Idempotent-Replayed";
    // In the order of the contract.
    private static final JsonMapper JSON = JsonMapper.builder().disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY).build();

    /** A new answer. */
    public static Answer of(int status, String body) {
        return new Answer(status, body, false);
    }

    /** A new answer of an object of the contract. */
    public static Answer rendered(int status, Object body) {
        return of(status, JSON.writeValueAsString(body));
    }

    /**
     * One page of a list in the envelope that all lists share.
     *
     * @param oneMore
     *            the rows of the page and, where more follow, one of those
     * @param show
     *            the object of the contract that a row is
     * @param id
     *            the public id of a row, which is the cursor to read on from
     */
    public static <T> Answer page(List<T> oneMore, int limit, Function<T, Object> show, Function<T, String> id) {
        boolean more = oneMore.size() > limit;
        List<T> shown = more ? oneMore.subList(0, limit) : oneMore;
        Map<String, @Nullable Object> page = new LinkedHashMap<>();
        page.put("object", "list");
        page.put("data", shown.stream().map(show).toList());
        page.put("hasMore", more);
        page.put("nextCursor", more ? id.apply(shown.getLast()) : null);
        return rendered(200, page);
    }

    /** The id to read on from; null for the first page. Refuses what is not of that kind. */
    public static @Nullable UUID cursor(IdKind kind, @Nullable String startingAfter) {
        if (startingAfter == null) {
            return null;
        }
        UUID id = kind.parse(startingAfter);
        if (id == null) {
            throw notACursor();
        }
        return id;
    }

    public static Refused notACursor() {
        return new Refused(Refusal.FIELD_INVALID, "startingAfter", "startingAfter must be the nextCursor of the page before.");
    }

    /** A time as the contract shows it: in UTC, to the millisecond. */
    public static OffsetDateTime time(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MILLIS).atOffset(ZoneOffset.UTC);
    }

    /**
     * The answer as a controller returns it. The type is the one that the generated interface names; the body is already
     * rendered and goes out unchanged.
     */
    @SuppressWarnings("unchecked")
    public <T> ResponseEntity<T> toResponse() {
        ResponseEntity.BodyBuilder response = ResponseEntity.status(status);
        if (replayed) {
            response.header(REPLAYED, "true");
        }
        return body.isEmpty()
                ? response.build()
                : (ResponseEntity<T>) response.contentType(MediaType.APPLICATION_JSON).body(body);
    }

    /** Failed validation and failures of ours are not kept: the sender may mend or repeat the request. */
    boolean isKept() {
        return status != ErrorType.INVALID_REQUEST.status() && status < ErrorType.SERVER.status();
    }

    Answer asReplayed() {
        return new Answer(status, body, true);
    }
}
