package io.cryptocheckout.platform.events.delivery;

import io.cryptocheckout.platform.authority.Scope;
import io.cryptocheckout.platform.events.DueMessage;
import io.cryptocheckout.platform.events.signature.WebhookSecret;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A delivery this node has claimed, with all it needs to be sent.
 *
 * @param claim
 *            the number of this claim; only the latest one may write an outcome
 * @param tries
 *            attempts already made in this run of the schedule
 * @param leasedUntil
 *            when the claim ends and any node may take the delivery
 * @param body
 *            the event's envelope, sent byte for byte
 * @param message
 *            what it is in the room that queued it; null for a delivery of a store
 */
record DueDelivery(Scope scope, UUID id, int claim, int tries, Instant leasedUntil, UUID eventId, boolean sample, String body,
        Target target, @Nullable DueMessage message) {

    static final String DISABLED = "The endpoint is disabled.";

    /**
     * The endpoint as it is now.
     *
     * @param name
     *            its public id, which the detached signature names
     * @param pluginId
     *            the plugin that stands behind it; null where a URL does
     * @param publicOnly
     *            whether only public addresses are dialled, by HTTPS
     * @param silence
     *            why nothing may be sent to it, in words for the merchant; null where it may
     * @param secrets
     *            all that sign at this moment, the newest first; none where the newest does not open
     */
    record Target(UUID endpointId, String name, String url, @Nullable String pluginId, boolean publicOnly, @Nullable String silence,
            boolean failing,
            List<WebhookSecret> secrets) {}
}
