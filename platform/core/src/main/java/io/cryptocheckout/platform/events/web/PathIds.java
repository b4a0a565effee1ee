package io.cryptocheckout.platform.events.web;

import io.cryptocheckout.platform.id.IdKind;
import io.cryptocheckout.platform.refusal.Refusal;
import io.cryptocheckout.platform.refusal.Refused;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads the identifiers of requests. */
final class PathIds {

    private PathIds() {}

    /** A malformed id answers as one that does not exist. */
    static UUID path(IdKind kind, String text, String what) {
        UUID id = kind.parse(text);
        if (id == null) {
            throw Refused.notFound(what);
        }
        return id;
    }

    static @Nullable UUID filter(IdKind kind, @Nullable String text, String param) {
        if (text == null) {
            return null;
        }
        UUID id = kind.parse(text);
        if (id == null) {
            throw new Refused(Refusal.FIELD_INVALID, param, param + " must be an id that begins with " + kind.prefix() + "_.");
        }
        return id;
    }
}
