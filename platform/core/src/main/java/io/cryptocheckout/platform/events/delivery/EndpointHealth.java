package io.cryptocheckout.platform.events.delivery;

import io.cryptocheckout.platform.mail.Mail;
import io.cryptocheckout.platform.mail.Mails;
import io.cryptocheckout.platform.mail.StoreContacts;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Keeps an endpoint's record of failure, and switches off what has done nothing but fail, or says that it is gone. */
@Component
final class EndpointHealth {
    static final Duration PATIENCE = Duration.ofDays(5);

    private static final String THESE = "(store_id, livemode, id) in (select * from unnest(?::uuid[], ?::boolean[], ?::uuid[]))";
    private static final String FAILED = """
            update events.webhook_endpoint set failing_since = ?::timestamptz where failing_since is null and\s""" + THESE;
    private static final String RECOVERED = """
            update events.webhook_endpoint set failing_since = null where failing_since is not null and\s""" + THESE;
    private static final String SWITCH_OFF = """
            update events.webhook_endpoint set enabled = false, disabled_at = ?::timestamptz, disabled_reason = ?
            where enabled and deleted_at is null and (? or failing_since <= ?::timestamptz) and\s""" + THESE + """
            returning store_id, livemode, id, url""";
    private static final String ABANDON = """
            update events.delivery set status = 'abandoned', due_at = null, leased_until = null, last_error = 'The endpoint is disabled.'
            where store_id = ? and livemode = ? and endpoint_id = ? and status = 'pending'""";

    private final Mails mails;
    private final ObjectProvider<StoreContacts> contacts;

    EndpointHealth(Mails mails, ObjectProvider<StoreContacts> contacts) {
        this.mails = mails;
        this.contacts = contacts;
    }

    void note(DSLContext sql, List<Attempt> sent, Instant now) {
        Endpoints failed = Endpoints.of(sent.stream().filter(attempt -> attempt.verdict().error() != null));
        if (!failed.isEmpty()) {
            sql.execute(FAILED, now, failed.stores(), failed.modes(), failed.ids());
        }
        // Most endpoints never fail: those that were well when they were claimed, and are, cost no write.
        Endpoints recovered = Endpoints.of(sent.stream().filter(attempt -> attempt.verdict().error() == null)
                .filter(attempt -> attempt.delivery().target().failing() || failed.contains(attempt)));
        if (!recovered.isEmpty()) {
            sql.execute(RECOVERED, recovered.stores(), recovered.modes(), recovered.ids());
        }
        switchOff(sql, Endpoints.of(sent.stream().filter(EndpointHealth::saidGone)), "gone", now);
        switchOff(sql, failed, "failing", now);
    }

    private void switchOff(DSLContext sql, Endpoints endpoints, String reason, Instant now) {
        if (endpoints.isEmpty()) {
            return;
        }
        boolean atOnce = "gone".equals(reason);
        for (Record off : sql.fetch(SWITCH_OFF, now, reason, atOnce, now.minus(PATIENCE), endpoints.stores(), endpoints.modes(),
                endpoints.ids())) {
            UUID storeId = off.get("store_id", UUID.class);
            sql.execute(ABANDON, storeId, off.get("livemode", Boolean.class), off.get("id", UUID.class));
            tell(sql, storeId, off.get("url", String.class), atOnce);
        }
    }

    private static boolean saidGone(Attempt attempt) {
        return Verdict.isGone(Objects.requireNonNull(attempt.sent()).outcome());
    }

    private void tell(DSLContext sql, UUID storeId, String url, boolean gone) {
        StoreContacts owners = contacts.getIfAvailable();
        if (owners == null) {
            return;
        }
        String why = gone
                ? "It answered 410 Gone, which means that it wants nothing any more."
                : "Every delivery to it failed for five days.";
        for (String owner : owners.ownersOf(storeId)) {
            mails.post(sql, new Mail(owner, "A webhook endpoint was disabled", """
                    Your webhook endpoint %s was disabled.

                    %s

                    Events are no longer sent to it. Once it works again, enable it in the dashboard under Webhooks; \
                    what it missed is listed there and can be sent again.
                    """.formatted(url, why)));
        }
    }

    /** Distinct endpoints, as the columns that a statement takes. */
    private record Endpoints(List<DueDelivery> deliveries) {

        static Endpoints of(Stream<Attempt> attempts) {
            Map<UUID, DueDelivery> distinct = new LinkedHashMap<>();
            attempts.map(Attempt::delivery).forEach(delivery -> distinct.putIfAbsent(delivery.target().endpointId(), delivery));
            return new Endpoints(List.copyOf(distinct.values()));
        }

        boolean isEmpty() {
            return deliveries.isEmpty();
        }

        boolean contains(Attempt attempt) {
            UUID id = attempt.delivery().target().endpointId();
            return deliveries.stream().anyMatch(delivery -> delivery.target().endpointId().equals(id));
        }

        UUID[] stores() {
            return deliveries.stream().map(delivery -> delivery.scope().storeId()).toArray(UUID[]::new);
        }

        Boolean[] modes() {
            return deliveries.stream().map(delivery -> delivery.scope().livemode()).toArray(Boolean[]::new);
        }

        UUID[] ids() {
            return deliveries.stream().map(delivery -> delivery.target().endpointId()).toArray(UUID[]::new);
        }
    }
}
