package io.cryptocheckout.platform.events;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something that has just happened to an object of a store.
 *
 * @param type
 *            one of {@link EventTypes}, for example {@code session.paid}
 * @param objectId
 *            the object it happened to; sequences are counted per object
 * @param sequence
 *            1 for the object's first event, then without a gap
 * @param dataJson
 *            the object as it is committed, rendered JSON
 * @param previousStatus
 *            the status the object left, null where the status did not change
 */
public record NewEvent(String type, UUID objectId, int sequence, String dataJson, @Nullable String previousStatus) {}
