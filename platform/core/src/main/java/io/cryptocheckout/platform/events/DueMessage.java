package io.cryptocheckout.platform.events;

import io.cryptocheckout.platform.authority.Scope;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A message that a node has claimed, with all it needs to be sent.
 *
 * @param scope
 *            the store and mode that it tells of
 * @param eventId
 *            the same at every attempt
 * @param claim
 *            the number of this claim
 * @param tries
 *            attempts already made in this run of the schedule
 * @param body
 *            sent byte for byte
 */
public record DueMessage(Scope scope, UUID eventId, int claim, int tries, String body, Receiver receiver) {

    /**
     * Where it goes, as it is now.
     *
     * @param name
     *            the receiver's public id, which the detached signature names
     * @param url
     *            empty where there is none
     * @param publicOnly
     *            whether only public addresses are dialled, by HTTPS
     * @param silence
     *            why nothing may be sent there; null where it may
     * @param secrets
     *            all that sign at this moment, the newest first; none where the newest does not open
     */
    public record Receiver(UUID id, String name, String url, boolean publicOnly, @Nullable String silence, List<String> secrets) {

        public Receiver {
            secrets = List.copyOf(secrets);
        }

        /** Never the secrets: records print their components otherwise. */
        @Override
        public String toString() {
            return "Receiver[" + name + "]";
        }
    }
}
