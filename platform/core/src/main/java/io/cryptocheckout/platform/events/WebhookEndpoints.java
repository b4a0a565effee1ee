package io.cryptocheckout.platform.events;

import io.cryptocheckout.platform.audit.AuditAct;
import io.cryptocheckout.platform.audit.AuditLog;
import io.cryptocheckout.platform.authority.Caller;
import io.cryptocheckout.platform.authority.Permission;
import io.cryptocheckout.platform.authority.Principal;
import io.cryptocheckout.platform.database.Database;
import io.cryptocheckout.platform.database.StoreTx;
import io.cryptocheckout.platform.events.signature.SealedSecrets;
import io.cryptocheckout.platform.events.signature.WebhookSecret;
import io.cryptocheckout.platform.id.IdKind;
import io.cryptocheckout.platform.id.Ids;
import io.cryptocheckout.platform.tenancy.StoreStanding;
import io.cryptocheckout.platform.refusal.Refused;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Where a store wants its events. Each change comes in two forms: with a {@link Caller} for callers who want a transaction of its own, and
 * with a running transaction for those who commit something together with it and have checked the permission.
 */
@Component
public final class WebhookEndpoints {
    private final Database database;
    private final EndpointRows rows;
    private final EndpointRules rules;
    private final SealedSecrets secrets;
    private final AuditLog audit;
    private final Clock clock;

    WebhookEndpoints(EndpointRows rows, EndpointRules rules, SealedSecrets secrets, Database database, AuditLog audit, Clock clock) {
        this.database = database;
        this.audit = audit;
        this.rows = rows;
        this.rules = rules;
        this.secrets = secrets;
        this.clock = clock;
    }

    /** All endpoints of the store and mode, to an app those that it made, newest first; there are few. */
    public List<EndpointView> list(Caller caller) {
        caller.require(Permission.WEBHOOKS_READ);
        return database.in(caller.scope(), tx -> rows.list(tx, caller.principal(), clock.instant()));
    }

    /** One endpoint; null where the store has none with this id, or has deleted it. */
    public @Nullable EndpointView find(Caller caller, UUID id) {
        caller.require(Permission.WEBHOOKS_READ);
        return database.in(caller.scope(), tx -> rows.find(tx, caller.principal(), id, clock.instant()));
    }

    public EndpointWithSecret create(Caller caller, NewEndpoint endpoint) {
        caller.require(Permission.WEBHOOKS_WRITE);
        return database.in(caller.scope(), tx -> create(tx, caller.principal(), endpoint));
    }

    /** Makes an endpoint with a secret of its own, which is shown this once. */
    public EndpointWithSecret create(StoreTx tx, Principal maker, NewEndpoint endpoint) {
        StoreStanding.requireOpen(tx);
        rules.requireUrl(endpoint.url(), tx.livemode());
        rules.requireTypes(endpoint.types());
        rows.requireRoom(tx, rules.endpointsPerStore());
        UUID id = Ids.next(clock);
        WebhookSecret secret = WebhookSecret.generate();
        rows.insert(tx, id, endpoint, secrets.seal(secret, tx.scope()), clock.instant());
        rows.give(tx, id, EndpointRows.grantOf(maker));
        restOn(tx, maker, id);
        write(tx, maker, "created", id, Map.of("url", endpoint.url(), "events", String.join(" ", endpoint.types())));
        return new EndpointWithSecret(require(tx, maker, id), secret.text());
    }

    public EndpointView change(Caller caller, UUID id, EndpointChange change) {
        caller.require(Permission.WEBHOOKS_WRITE);
        return database.in(caller.scope(), tx -> change(tx, caller.principal(), id, change));
    }

    /** Enabling again, or another URL, forgets old failures, and makes the store's own what a disconnected app left; disabling abandons what still waits. */
    public EndpointView change(StoreTx tx, Principal changer, UUID id, EndpointChange change) {
        EndpointView before = require(tx, changer, id);
        if (change.url() != null) {
            rules.requireUrl(change.url(), tx.livemode());
        }
        if (change.types() != null) {
            rules.requireTypes(change.types());
        }
        rows.change(tx, id, change, clock.instant());
        if (Boolean.TRUE.equals(change.enabled()) && EndpointView.DISCONNECTED.equals(before.disabledReason())) {
            rows.give(tx, id, null);
        }
        if (change.url() != null && !change.url().equals(before.url())) {
            restOn(tx, changer, id);
        }
        write(tx, changer, "changed", id, change.inWords());
        return require(tx, changer, id);
    }

    public void delete(Caller caller, UUID id) {
        caller.require(Permission.WEBHOOKS_WRITE);
        database.in(caller.scope(), tx -> {
            delete(tx, caller.principal(), id);
            return id;
        });
    }

    /** Ends all sending to it and forgets its secrets; the log of its deliveries stays. */
    public void delete(StoreTx tx, Principal deleter, UUID id) {
        EndpointView endpoint = require(tx, deleter, id);
        rows.delete(tx, id, clock.instant());
        write(tx, deleter, "deleted", id, Map.of("url", endpoint.url()));
    }

    public EndpointWithSecret rotateSecret(Caller caller, UUID id, Duration overlap) {
        caller.require(Permission.WEBHOOKS_WRITE);
        return database.in(caller.scope(), tx -> rotateSecret(tx, caller.principal(), id, overlap));
    }

    /**
     * Gives the endpoint a new secret.
     *
     * @param overlap
     *            for how long the old one signs beside it; zero ends it at once
     */
    public EndpointWithSecret rotateSecret(StoreTx tx, Principal rotator, UUID id, Duration overlap) {
        require(tx, rotator, id);
        Instant now = clock.instant();
        WebhookSecret secret = WebhookSecret.generate();
        rows.rotate(tx, id, secrets.seal(secret, tx.scope()), overlap.isZero() ? null : now.plus(overlap));
        restOn(tx, rotator, id);
        write(tx, rotator, "secret_rotated", id, Map.of("overlap", overlap.toString()));
        return new EndpointWithSecret(require(tx, rotator, id), secret.text());
    }

    /** Takes over an endpoint that an agency made: it is sent to whatever becomes of the agency. Doing it again changes nothing. */
    public void adopt(Caller caller, UUID id) {
        caller.require(Permission.STORE_OWN);
        database.in(caller.scope(), tx -> {
            UUID accessId = require(tx, caller.principal(), id).accessId();
            if (accessId != null) {
                rows.rest(tx, id, null);
                audit.write(tx, caller.principal(), new AuditAct("agency.adopted", IdKind.WEBHOOK_ENDPOINT.format(id),
                        Map.of("access", IdKind.AGENCY_ACCESS.format(accessId))));
            }
            return true;
        });
    }

    /** Switches off what an app made, with the end of what it was granted; the store's own people may switch it on for themselves. */
    public void disconnect(StoreTx tx, Principal who, UUID grantId) {
        rows.disconnect(tx, grantId, clock.instant()).forEach(id -> write(tx, who, "disconnected", id, Map.of()));
    }

    /** Takes over what an app made that an agency connected, together with what it was granted. */
    public void adoptOf(StoreTx tx, UUID grantId) {
        rows.restOnNone(tx, grantId);
    }

    /** Whoever says where an endpoint leads, or what it is signed with, makes it what it is. */
    private void restOn(StoreTx tx, Principal who, UUID id) {
        UUID accessId = who.origin().accessId();
        if (accessId != null) {
            rows.rest(tx, id, accessId);
        }
    }

    private void write(StoreTx tx, Principal actor, String verb, UUID id, Map<String, String> details) {
        audit.write(tx, actor, new AuditAct("webhook_endpoint." + verb, IdKind.WEBHOOK_ENDPOINT.format(id), details));
    }

    private EndpointView require(StoreTx tx, Principal who, UUID id) {
        EndpointView endpoint = rows.find(tx, who, id, clock.instant());
        if (endpoint == null) {
            throw Refused.notFound("webhook endpoint");
        }
        return endpoint;
    }
}
