package io.cryptocheckout.platform.access;

import static io.cryptocheckout.jooq.access.Tables.ORGANIZATION_KEY;

import io.cryptocheckout.jooq.access.tables.records.OrganizationKeyRecord;
import io.cryptocheckout.platform.authority.OrganizationCaller;
import io.cryptocheckout.platform.authority.Origin;
import io.cryptocheckout.platform.authority.Principal;
import io.cryptocheckout.platform.database.Database;
import io.cryptocheckout.platform.id.Ids;
import io.cryptocheckout.platform.refusal.Refusal;
import io.cryptocheckout.platform.refusal.Refused;
import io.cryptocheckout.platform.tenancy.Organizations;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The keys of organizations, with the same properties as those of stores: shown once, kept as a hash, ended at the next call. They
 * stand above stores, so only the worker's role reads them, and only an owner of the organization manages them.
 */
@Component
public class OrganizationKeys implements Bearer {
    static final String PREFIX = "ok_";

    private static final String WHY = "an organization's keys stand above every store";
    private static final String ONE_WRITER = "select pg_advisory_xact_lock(hashtextextended('organization keys ' || ?, 0))";

    private final Database database;
    private final Organizations organizations;
    private final OrganizationLog log;
    private final KeyUse use;
    private final Clock clock;

    OrganizationKeys(Database database, Organizations organizations, OrganizationLog log, KeyUse use, Clock clock) {
        this.database = database;
        this.organizations = organizations;
        this.log = log;
        this.use = use;
        this.clock = clock;
    }

    /**
     * Makes a key. The answer is the only place where its secret ever stands.
     *
     * @throws Refused
     *             {@code not_found} where the person does not own the organization, {@code name_taken} where a key of that name works
     */
    public MadeOrganizationKey create(Principal owner, KeyRing ring, NewOrganizationKey key) {
        organizations.requireOwner(owner.id(), ring.organizationId());
        ApiKeyRules.check(key, clock.instant());
        return alone(ring, worker -> {
            if (worker.fetchExists(ORGANIZATION_KEY, of(ring), usable(), ORGANIZATION_KEY.NAME.eq(key.name().strip()))) {
                throw new Refused(Refusal.NAME_TAKEN, "name", "A key of this name works already. Choose another name, or roll that key.");
            }
            return made(worker, owner, ring, key, null);
        });
    }

    /**
     * Makes a successor with the same name and addresses. The old key goes on working for the overlap, 0 to 7 days, but never beyond its
     * own expiry. A key has one successor: rolling it again is refused with {@code api_key_ended}.
     */
    public MadeOrganizationKey roll(Principal owner, KeyRing ring, UUID keyId, Duration overlap) {
        organizations.requireOwner(owner.id(), ring.organizationId());
        if (overlap.isNegative() || overlap.compareTo(ApiKeys.LONGEST_OVERLAP) > 0) {
            throw new Refused(Refusal.FIELD_INVALID, "overlap", "The overlap is between nothing and 7 days.");
        }
        return alone(ring, worker -> {
            OrganizationKeyRecord old = find(worker, ring, keyId);
            if (!worker.fetchExists(ORGANIZATION_KEY, row(ring, keyId), usable())
                    || worker.fetchExists(ORGANIZATION_KEY, of(ring), ORGANIZATION_KEY.ROLLED_FROM.eq(keyId))) {
                throw new Refused(Refusal.API_KEY_ENDED, null,
                        "This key has ended, or was rolled already; roll its successor, or make a new key.");
            }
            Instant end = clock.instant().plus(overlap);
            Instant expiry = old.getExpiresAt();
            worker.update(ORGANIZATION_KEY).set(ORGANIZATION_KEY.EXPIRES_AT, expiry != null && expiry.isBefore(end) ? expiry : end)
                    .where(row(ring, keyId)).execute();
            return made(worker, owner, ring, new NewOrganizationKey(old.getName(), List.of(old.getAllowedIps()),
                    KeyStanding.again(old.getCreatedAt(), expiry, clock.instant())), keyId);
        });
    }

    /** Ends a key; its next call is refused. Ending it again changes nothing. */
    public void revoke(Principal owner, KeyRing ring, UUID keyId) {
        organizations.requireOwner(owner.id(), ring.organizationId());
        alone(ring, worker -> {
            OrganizationKeyView key = view(find(worker, ring, keyId));
            int ended = worker.update(ORGANIZATION_KEY).set(ORGANIZATION_KEY.REVOKED_AT, clock.instant())
                    .where(row(ring, keyId), ORGANIZATION_KEY.REVOKED_AT.isNull()).execute();
            if (ended > 0) {
                log.write(worker, owner, ring, "organization_key.revoked", key);
            }
            return true;
        });
    }

    /** The keys of the organization in this mode, newest first, those that ended included. */
    public List<OrganizationKeyView> list(Principal owner, KeyRing ring) {
        organizations.requireOwner(owner.id(), ring.organizationId());
        return database.acrossTenants(WHY, worker -> worker.selectFrom(ORGANIZATION_KEY).where(of(ring))
                .orderBy(ORGANIZATION_KEY.CREATED_AT.desc(), ORGANIZATION_KEY.ID.desc()).fetch(OrganizationKeys::view));
    }

    /**
     * Which organization shows this key, from this address; asked at every call and never remembered. Refuses as
     * {@link ApiKeys#authenticate} does, and where nobody owns the organization any more: then nobody could end the key.
     */
    public OrganizationCaller authenticate(String secret, String remoteAddress) {
        OrganizationKeyRecord key = KeyText.holds(secret) ? byHash(KeyText.hash(secret)) : null;
        if (key == null) {
            throw KeyStanding.unknown();
        }
        Instant now = clock.instant();
        new KeyStanding(key.getExpiresAt(), key.getRevokedAt(), key.getAllowedIps()).require(now, remoteAddress);
        if (!organizations.isOwned(key.getOrganizationId())) {
            throw new Refused(Refusal.API_KEY_REVOKED, null, "Nobody owns the organization of this key any more.");
        }
        use.note(new KeyRing(key.getOrganizationId(), key.getLivemode()), key.getId(), now);
        return new OrganizationCaller(key.getOrganizationId(), key.getLivemode(),
                new Principal(Principal.Kind.API_KEY, key.getId(), key.getName(), new Origin(remoteAddress, null)));
    }

    @Override
    public boolean claims(String text) {
        return text.startsWith(PREFIX);
    }

    @Override
    public Authority authority(Credential credential) {
        return new Authority.OfOrganization(authenticate(credential.text(), credential.address()));
    }

    private @Nullable OrganizationKeyRecord byHash(byte[] hash) {
        return database.lookAcrossTenants(WHY,
                worker -> worker.selectFrom(ORGANIZATION_KEY).where(ORGANIZATION_KEY.HASH.eq(hash)).fetchOne());
    }

    /** Changes of one organization's keys come one after the other. */
    private <T> T alone(KeyRing ring, Function<DSLContext, T> change) {
        return database.acrossTenants(WHY, worker -> {
            worker.fetch(ONE_WRITER, ring.organizationId().toString());
            return change.apply(worker);
        });
    }

    private MadeOrganizationKey made(DSLContext worker, Principal owner, KeyRing ring, NewOrganizationKey key,
            @Nullable UUID rolledFrom) {
        String secret = KeyText.nextOfOrganization(ring.livemode());
        OrganizationKeyRecord row = new OrganizationKeyRecord();
        row.setOrganizationId(ring.organizationId());
        row.setLivemode(ring.livemode());
        row.setId(Ids.next(clock));
        row.setName(key.name().strip());
        row.setPrefix(KeyText.prefix(secret));
        row.setLastFour(KeyText.lastFour(secret));
        row.setHash(KeyText.hash(secret));
        row.setAllowedIps(key.allowedIps().toArray(String[]::new));
        row.setCreatedBy(owner.id());
        row.setCreatedAt(clock.instant());
        row.setExpiresAt(key.expiresAt());
        row.setRolledFrom(rolledFrom);
        worker.insertInto(ORGANIZATION_KEY).set(row).execute();
        log.write(worker, owner, ring, rolledFrom == null ? "organization_key.created" : "organization_key.rolled", view(row));
        return new MadeOrganizationKey(view(row), secret);
    }

    private static OrganizationKeyRecord find(DSLContext worker, KeyRing ring, UUID keyId) {
        OrganizationKeyRecord key = worker.selectFrom(ORGANIZATION_KEY).where(row(ring, keyId)).fetchOne();
        if (key == null) {
            throw Refused.notFound("key of this organization");
        }
        return key;
    }

    private static Condition of(KeyRing ring) {
        return ORGANIZATION_KEY.ORGANIZATION_ID.eq(ring.organizationId()).and(ORGANIZATION_KEY.LIVEMODE.eq(ring.livemode()));
    }

    private static Condition row(KeyRing ring, UUID keyId) {
        return of(ring).and(ORGANIZATION_KEY.ID.eq(keyId));
    }

    private Condition usable() {
        return ORGANIZATION_KEY.REVOKED_AT.isNull()
                .and(ORGANIZATION_KEY.EXPIRES_AT.isNull().or(ORGANIZATION_KEY.EXPIRES_AT.gt(clock.instant())));
    }

    private static OrganizationKeyView view(OrganizationKeyRecord key) {
        return new OrganizationKeyView(key.getId(), key.getName(), key.getPrefix(), key.getLastFour(), List.of(key.getAllowedIps()),
                key.getCreatedAt(), key.getExpiresAt(), key.getRevokedAt(), key.getLastUsedAt(), key.getRolledFrom());
    }
}
