package io.cryptocheckout.platform.tenancy;

import static io.cryptocheckout.jooq.tenancy.Tables.MEMBERSHIP;
import static io.cryptocheckout.jooq.tenancy.Tables.STORE;

import io.cryptocheckout.jooq.tenancy.tables.records.StoreRecord;
import io.cryptocheckout.platform.audit.AuditAct;
import io.cryptocheckout.platform.audit.AuditLog;
import io.cryptocheckout.platform.authority.Caller;
import io.cryptocheckout.platform.authority.Permission;
import io.cryptocheckout.platform.authority.Principal;
import io.cryptocheckout.platform.authority.Scope;
import io.cryptocheckout.platform.database.Database;
import io.cryptocheckout.platform.database.StoreTx;
import io.cryptocheckout.platform.id.IdKind;
import io.cryptocheckout.platform.id.Ids;
import io.cryptocheckout.platform.refusal.Refused;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The stores and who belongs to them. */
@Component
public class Stores {
    private static final Field<Long> SESSIONS_PER_MONTH = DSL.function(DSL.name("tenancy", "sessions_per_month"), SQLDataType.BIGINT,
            STORE.ORGANIZATION_ID);
    private static final Field<Long> UNLIMITED = DSL.castNull(SQLDataType.BIGINT);

    private final Database database;
    private final AuditLog audit;
    private final Reach reach;
    private final StoreQuota quota;
    private final Clock clock;

    public Stores(Database database, AuditLog audit, Clock clock) {
        this.database = database;
        this.audit = audit;
        this.reach = new Reach(clock);
        this.quota = new StoreQuota(database);
        this.clock = clock;
    }

    /**
     * Makes a store and its owner inside the new store's own wall, and begins its log.
     *
     * @throws Refused
     *             {@code quota_exceeded}, or {@code store_suspended} where another store of the same owners is
     */
    public StoreView create(NewStore store, Principal maker) {
        NewStore.checkName("storeName", store.name());
        return making(store.organizationId(), () -> made(store, maker));
    }

    /** Makes a store of an organization where there is room for one more. */
    <T> T making(UUID organizationId, Supplier<T> store) {
        return quota.making(organizationId, store);
    }

    private StoreView made(NewStore store, Principal maker) {
        String name = store.name().strip();
        Instant now = clock.instant();
        UUID id = Ids.next(clock);
        return database.in(new Scope(id, false), tx -> {
            insert(tx, store.organizationId(), name);
            tx.sql().insertInto(MEMBERSHIP).set(MEMBERSHIP.STORE_ID, id).set(MEMBERSHIP.ACCOUNT_ID, store.ownerAccountId())
                    .set(MEMBERSHIP.ROLE, Role.OWNER.wireName()).set(MEMBERSHIP.CREATED_AT, now).execute();
            audit.write(tx, maker,
                    new AuditAct("store.created", IdKind.STORE.format(id), Map.of("name", name, "owner", store.ownerLabel())));
            return new StoreView(id, store.organizationId(), name, now, Role.OWNER.wireName(), Role.OWNER.rights(), null, null);
        });
    }

    /** Makes the store that the transaction is bound to, with nobody in it yet. */
    void insert(StoreTx tx, UUID organizationId, String name) {
        Instant now = clock.instant();
        tx.sql().insertInto(STORE).set(STORE.STORE_ID, tx.storeId()).set(STORE.ORGANIZATION_ID, organizationId).set(STORE.NAME, name)
                .set(STORE.CHECKOUT_VERSION, CheckoutVersions.CURRENT).set(STORE.CREATED_AT, now).set(STORE.UPDATED_AT, now).execute();
    }

    /** The stores a person may work in, oldest first: his own, and those that let his agency in. */
    public List<StoreView> storesOf(UUID accountId) {
        return database.acrossTenants("a person's stores are found before one is chosen",
                worker -> reach.of(worker, accountId));
    }

    /** The store as this person sees it; null where he may not work in it. */
    public @Nullable StoreView find(UUID storeId, UUID accountId) {
        return database.lookAcrossTenants("membership is checked before the store is bound",
                worker -> reach.one(worker, accountId, storeId));
    }

    /** The accounts that own a store. */
    public List<UUID> ownersOf(UUID storeId) {
        return database.acrossTenants("owners are written to by loops that serve all stores",
                worker -> worker.select(MEMBERSHIP.ACCOUNT_ID).from(MEMBERSHIP)
                        .where(MEMBERSHIP.STORE_ID.eq(storeId), MEMBERSHIP.ROLE.eq(Role.OWNER.wireName()))
                        .orderBy(MEMBERSHIP.CREATED_AT).fetch(MEMBERSHIP.ACCOUNT_ID));
    }

    /** The settings as they are now. */
    public StoreSettings settings(Scope scope) {
        return database.in(scope, this::settings);
    }

    /** The settings as the running transaction sees them. */
    public StoreSettings settings(StoreTx tx) {
        return settings(require(tx));
    }

    /** The store of a credential. */
    public StoreProfile profile(Caller caller) {
        caller.require(Permission.STORE_READ);
        return database.in(caller.scope(), tx -> {
            StoreRecord store = require(tx);
            return new StoreProfile(store.getStoreId(), settings(store), store.getCreatedAt(), store.getSuspensionReason());
        });
    }

    private static StoreRecord require(StoreTx tx) {
        StoreRecord store = tx.sql().selectFrom(STORE).where(STORE.STORE_ID.eq(tx.storeId())).fetchOne();
        if (store == null) {
            throw Refused.notFound("store");
        }
        return store;
    }

    private static StoreSettings settings(StoreRecord store) {
        return new StoreSettings(store.getName(), store.getLogoUrl(), store.getColour(), store.getCheckoutVersion(),
                rules(store));
    }

    /** What holds for a session that is to be opened now; refuses with {@code store_suspended}. Only live sessions are limited. */
    public OpeningTerms openingTerms(StoreTx tx) {
        Field<Long> limit = tx.livemode() ? SESSIONS_PER_MONTH : UNLIMITED;
        Record row = tx.sql().select(STORE.fields()).select(limit).from(STORE).where(STORE.STORE_ID.eq(tx.storeId())).fetchOne();
        if (row == null) {
            throw Refused.notFound("store");
        }
        StoreRecord store = row.into(STORE);
        StoreStanding.requireOpen(store.getSuspensionReason());
        return new OpeningTerms(rules(store), row.get(limit));
    }

    /** Replaces the settings; those already copied onto a session stay as they were. */
    public void change(Caller caller, StoreSettings settings) {
        caller.require(Permission.STORE_WRITE);
        SettingsRules.check(settings);
        database.in(caller.scope(), tx -> {
            Map<String, String> changes = SettingsChanges.between(settings(tx), settings);
            if (!changes.isEmpty()) {
                write(tx, settings);
                audit.write(tx, caller.principal(), new AuditAct("store.changed", IdKind.STORE.format(tx.storeId()), changes));
            }
            return true;
        });
    }

    void write(StoreTx tx, StoreSettings settings) {
        StoreRules rules = settings.rules();
        tx.sql().update(STORE).set(STORE.NAME, settings.name()).set(STORE.LOGO_URL, settings.logoUrl())
                .set(STORE.COLOUR, settings.colour())
                .set(STORE.EXPIRY_SECONDS, (int) rules.expiry().toSeconds())
                .set(STORE.GRACE_SECONDS, (int) rules.grace().toSeconds())
                .set(STORE.TOLERANCE, rules.tolerance())
                .set(STORE.LATE_POLICY, StoredRules.latePolicy(rules.latePolicy()))
                .set(STORE.CONFIRMATIONS, StoredRules.confirmations(rules.confirmations()))
                .set(STORE.FINALIZED_FROM_USD, rules.finalizedFromUsd())
                .set(STORE.STABLECOINS_AT_PAR, rules.stablecoinsAtPar()).set(STORE.UPDATED_AT, clock.instant())
                .where(STORE.STORE_ID.eq(tx.storeId())).execute();
    }

    private static StoreRules rules(StoreRecord store) {
        return new StoreRules(Duration.ofSeconds(store.getExpirySeconds()),
                Duration.ofSeconds(store.getGraceSeconds()), store.getTolerance(),
                StoredRules.latePolicy(store.getLatePolicy()),
                StoredRules.confirmations(store.getConfirmations()), store.getFinalizedFromUsd(),
                store.getStablecoinsAtPar());
    }
}
