package io.cryptocheckout.platform.access;

import static io.cryptocheckout.jooq.access.Tables.API_KEY;

import io.cryptocheckout.jooq.access.tables.records.ApiKeyRecord;
import io.cryptocheckout.platform.audit.AuditAct;
import io.cryptocheckout.platform.audit.AuditLog;
import io.cryptocheckout.platform.authority.Caller;
import io.cryptocheckout.platform.authority.Origin;
import io.cryptocheckout.platform.authority.Permission;
import io.cryptocheckout.platform.authority.Principal;
import io.cryptocheckout.platform.authority.Scope;
import io.cryptocheckout.platform.database.Database;
import io.cryptocheckout.platform.database.StoreTx;
import io.cryptocheckout.platform.id.IdKind;
import io.cryptocheckout.platform.id.Ids;
import io.cryptocheckout.platform.refusal.Refusal;
import io.cryptocheckout.platform.refusal.Refused;
import io.cryptocheckout.platform.tenancy.AgencyAccesses;
import io.cryptocheckout.platform.tenancy.StoreStanding;
import io.cryptocheckout.platform.tenancy.Terms;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The API keys of a store. A key is shown once, when it is made; kept are its SHA-256 hash, its first characters and the
 * last four.
 */
@Component
public class ApiKeys implements Bearer {
    /** How every key of a store begins. */
    static final String PREFIX = "ck_";

    /** How long a rolled key may go on working. */
    public static final Duration LONGEST_OVERLAP = Duration.ofDays(7);

    // The app role cannot read the hash, so no query of a store's people may ask for the whole row.
    private static final List<Field<?>> SHOWN = List.of(API_KEY.ID, API_KEY.NAME, API_KEY.PREFIX, API_KEY.LAST_FOUR,
            API_KEY.SCOPES, API_KEY.ALLOWED_IPS, API_KEY.CREATED_AT, API_KEY.EXPIRES_AT, API_KEY.REVOKED_AT,
            API_KEY.LAST_USED_AT, API_KEY.ROLLED_FROM, API_KEY.ACCESS_ID);

    private final Database database;
    private final KeyUse use;
    private final AgencyAccesses accesses;
    private final AuditLog audit;
    private final Clock clock;

    ApiKeys(Database database, KeyUse use, AgencyAccesses accesses, AuditLog audit, Clock clock) {
        this.database = database;
        this.accesses = accesses;
        this.audit = audit;
        this.use = use;
        this.clock = clock;
    }

    /**
     * Makes a key in the caller's store and mode. The answer is the only place where its secret ever stands.
     *
     * @throws Refused
     *             {@code rights_exceeded} where the key could do more than the caller
     */
    public MadeApiKey create(Caller caller, NewApiKey key) {
        caller.require(Permission.KEYS_MANAGE);
        ApiKeyRules.check(key, clock.instant());
        requireCover(caller, key.scopes());
        Terms terms = terms(caller);
        return database.in(caller.scope(), tx -> {
            StoreStanding.requireOpen(tx);
            KeyQuota.requireRoom(tx, terms, clock.instant());
            return written(tx, caller, "created", insert(tx, caller.principal(), key, null));
        });
    }

    /**
     * Makes a successor with the same name, scopes and addresses, which lives as long as the old key was made to. The old key goes on
     * working for the overlap, 0 to 7 days, but never beyond its own expiry. A key is rolled once; then its successor is.
     */
    public MadeApiKey roll(Caller caller, UUID keyId, Duration overlap) {
        caller.require(Permission.KEYS_MANAGE);
        if (overlap.isNegative() || overlap.compareTo(LONGEST_OVERLAP) > 0) {
            throw new Refused(Refusal.FIELD_INVALID, "overlap", "The overlap is between nothing and 7 days.");
        }
        Terms terms = terms(caller);
        return database.in(caller.scope(), tx -> {
            StoreStanding.requireOpen(tx);
            ApiKeyView old = usable(tx, keyId);
            requireNotRolled(tx, keyId);
            KeyQuota.requireRoomToRoll(tx, terms, keyId, clock.instant());
            requireCover(caller, old.scopes());
            Instant end = clock.instant().plus(overlap);
            Instant expiry = old.expiresAt();
            Instant sooner = expiry != null && expiry.isBefore(end) ? expiry : end;
            tx.sql().update(API_KEY).set(API_KEY.EXPIRES_AT, sooner).where(row(tx, keyId)).execute();
            return written(tx, caller, "rolled",
                    insert(tx, caller.principal(), new NewApiKey(old.name(), old.scopes(), old.allowedIps(),
                            KeyStanding.again(old.createdAt(), expiry, clock.instant())), keyId));
        });
    }

    private Terms terms(Caller caller) {
        return database.lookAcrossTenants("what a plan allows is known above every store",
                worker -> Terms.ofStore(worker, caller.scope().storeId()));
    }

    /** Ends a key; its next call is refused. Ending it again changes nothing. */
    public ApiKeyView revoke(Caller caller, UUID keyId) {
        caller.require(Permission.KEYS_MANAGE);
        return database.in(caller.scope(), tx -> {
            int ended = tx.sql().update(API_KEY).set(API_KEY.REVOKED_AT, clock.instant())
                    .where(row(tx, keyId), API_KEY.REVOKED_AT.isNull()).execute();
            ApiKeyView key = find(tx, keyId);
            if (ended > 0) {
                write(tx, caller, "revoked", key);
            }
            return key;
        });
    }

    /** Takes over a key that an agency made: it works whatever becomes of the agency. Doing it again changes nothing. */
    public void adopt(Caller caller, UUID keyId) {
        caller.require(Permission.STORE_OWN);
        database.in(caller.scope(), tx -> {
            UUID accessId = find(tx, keyId).accessId();
            if (accessId != null) {
                tx.sql().update(API_KEY).setNull(API_KEY.ACCESS_ID).where(row(tx, keyId)).execute();
                audit.write(tx, caller.principal(), new AuditAct("agency.adopted", IdKind.API_KEY.format(keyId),
                        Map.of("access", IdKind.AGENCY_ACCESS.format(accessId))));
            }
            return true;
        });
    }

    /** The keys of the caller's store and mode, newest first, those that ended included. */
    public List<ApiKeyView> list(Caller caller) {
        caller.require(Permission.KEYS_MANAGE);
        return database.in(caller.scope(),
                tx -> tx.sql().select(SHOWN).from(API_KEY)
                        .where(API_KEY.STORE_ID.eq(tx.storeId()), API_KEY.LIVEMODE.eq(tx.livemode()))
                        .orderBy(API_KEY.CREATED_AT.desc(), API_KEY.ID.desc()).fetch(ApiKeys::view));
    }

    /**
     * Who shows this key, from this address. Refuses with a code of the type {@code authentication}, or with
     * {@code ip_not_allowed}.
     */
    public Caller authenticate(String secret, String remoteAddress) {
        Record key = KeyText.holds(secret) ? byHash(KeyText.hash(secret)) : null;
        if (key == null) {
            throw KeyStanding.unknown();
        }
        Instant now = clock.instant();
        new KeyStanding(key.get(API_KEY.EXPIRES_AT), key.get(API_KEY.REVOKED_AT), key.get(API_KEY.ALLOWED_IPS)).require(now,
                remoteAddress);
        Scope scope = new Scope(key.get(API_KEY.STORE_ID), key.get(API_KEY.LIVEMODE));
        Set<Permission> scopes = held(scope, key.get(API_KEY.ACCESS_ID), Permission.known(key.get(API_KEY.SCOPES)));
        use.note(scope, key.get(API_KEY.ID), now);
        return new Caller(scope, scopes,
                new Principal(Principal.Kind.API_KEY, key.get(API_KEY.ID), key.get(API_KEY.NAME),
                        new Origin(remoteAddress, key.get(API_KEY.ACCESS_ID))));
    }

    @Override
    public boolean claims(String text) {
        return text.startsWith(PREFIX);
    }

    @Override
    public Authority authority(Credential credential) {
        return new Authority.OfStore(authenticate(credential.text(), credential.address()));
    }

    /** What an agency's people made works while the agency does, and can never do more than the agency may now. */
    private Set<Permission> held(Scope scope, @Nullable UUID accessId, Set<Permission> scopes) {
        if (accessId == null) {
            return scopes;
        }
        Set<Permission> granted = accesses.rights(scope.storeId(), accessId).in(scope.livemode());
        if (granted.isEmpty()) {
            throw new Refused(Refusal.API_KEY_REVOKED, null,
                    "The agency that made this API key has no access to the store any more; the store's owner can adopt the key.");
        }
        return scopes.stream().filter(granted::contains).collect(Collectors.toUnmodifiableSet());
    }

    private static void requireCover(Caller caller, Set<Permission> scopes) {
        if (!caller.permissions().containsAll(scopes)) {
            throw new Refused(Refusal.RIGHTS_EXCEEDED, "scopes", "A key can do no more than you can yourself in this mode.");
        }
    }

    private MadeApiKey written(StoreTx tx, Caller caller, String verb, MadeApiKey made) {
        write(tx, caller, verb, made.key());
        return made;
    }

    private void write(StoreTx tx, Caller caller, String verb, ApiKeyView key) {
        String scopes = String.join(" ", key.scopes().stream().sorted().map(Permission::wireName).toList());
        audit.write(tx, caller.principal(), new AuditAct("api_key." + verb, IdKind.API_KEY.format(key.id()),
                Map.of("name", key.name(), "key", key.prefix() + "…" + key.lastFour(), "scopes", scopes)));
    }

    /** Asked at every call and never remembered: a key that was revoked on any node has ended everywhere. */
    private @Nullable Record byHash(byte[] hash) {
        return database.lookAcrossTenants("the store is known only once its key is found",
                worker -> worker
                        .select(API_KEY.STORE_ID, API_KEY.LIVEMODE, API_KEY.ID, API_KEY.NAME, API_KEY.SCOPES,
                                API_KEY.ALLOWED_IPS, API_KEY.EXPIRES_AT, API_KEY.REVOKED_AT, API_KEY.ACCESS_ID)
                        .from(API_KEY).where(API_KEY.HASH.eq(hash)).fetchOne());
    }

    private MadeApiKey insert(StoreTx tx, Principal maker, NewApiKey key, @Nullable UUID rolledFrom) {
        String secret = KeyText.next(tx.livemode());
        ApiKeyRecord row = new ApiKeyRecord();
        row.setStoreId(tx.storeId());
        row.setLivemode(tx.livemode());
        row.setId(Ids.next(clock));
        row.setName(key.name().strip());
        row.setPrefix(KeyText.prefix(secret));
        row.setLastFour(KeyText.lastFour(secret));
        row.setHash(KeyText.hash(secret));
        row.setScopes(key.scopes().stream().sorted().map(Permission::wireName).toArray(String[]::new));
        row.setAllowedIps(key.allowedIps().toArray(String[]::new));
        row.setCreatedBy(maker.id());
        row.setCreatedAt(clock.instant());
        row.setExpiresAt(key.expiresAt());
        row.setRolledFrom(rolledFrom);
        row.setAccessId(maker.origin().accessId());
        tx.sql().insertInto(API_KEY).set(row).execute();
        return new MadeApiKey(view(row), secret);
    }

    private ApiKeyView usable(StoreTx tx, UUID keyId) {
        ApiKeyView key = find(tx, keyId);
        if (key.revokedAt() != null || KeyStanding.isPast(key.expiresAt(), clock.instant())) {
            throw new Refused(Refusal.API_KEY_ENDED, null, "This API key has ended and cannot be rolled; make a new one.");
        }
        return key;
    }

    private static void requireNotRolled(StoreTx tx, UUID keyId) {
        if (tx.sql().fetchExists(API_KEY, API_KEY.STORE_ID.eq(tx.storeId()), API_KEY.LIVEMODE.eq(tx.livemode()),
                API_KEY.ROLLED_FROM.eq(keyId))) {
            throw new Refused(Refusal.API_KEY_ENDED, null, "This API key was rolled already; roll its successor, or make a new key.");
        }
    }

    /** The row is locked, so that two rolls of one key come one after the other. */
    private static ApiKeyView find(StoreTx tx, UUID keyId) {
        Record key = tx.sql().select(SHOWN).from(API_KEY).where(row(tx, keyId)).forUpdate().fetchOne();
        if (key == null) {
            throw Refused.notFound("API key");
        }
        return view(key);
    }

    private static Condition row(StoreTx tx, UUID keyId) {
        return API_KEY.STORE_ID.eq(tx.storeId()).and(API_KEY.LIVEMODE.eq(tx.livemode())).and(API_KEY.ID.eq(keyId));
    }

    private static ApiKeyView view(Record key) {
        return new ApiKeyView(key.get(API_KEY.ID), key.get(API_KEY.NAME), key.get(API_KEY.PREFIX),
                key.get(API_KEY.LAST_FOUR), Permission.known(key.get(API_KEY.SCOPES)), List.of(key.get(API_KEY.ALLOWED_IPS)),
                key.get(API_KEY.CREATED_AT), key.get(API_KEY.EXPIRES_AT), key.get(API_KEY.REVOKED_AT),
                key.get(API_KEY.LAST_USED_AT), key.get(API_KEY.ROLLED_FROM),
                key.get(API_KEY.ACCESS_ID));
    }
}
