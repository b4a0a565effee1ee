package io.cryptocheckout.platform.tenancy;

import static io.cryptocheckout.jooq.tenancy.Tables.MEMBERSHIP;
import static io.cryptocheckout.jooq.tenancy.Tables.ORGANIZATION;
import static io.cryptocheckout.jooq.tenancy.Tables.STORE;

import io.cryptocheckout.jooq.tenancy.tables.records.StoreRecord;
import io.cryptocheckout.platform.authority.Caller;
import io.cryptocheckout.platform.authority.Permission;
import io.cryptocheckout.platform.authority.Scope;
import io.cryptocheckout.platform.database.Database;
import io.cryptocheckout.platform.database.StoreTx;
import io.cryptocheckout.platform.id.Ids;
import io.cryptocheckout.platform.refusal.Refused;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.SelectJoinStep;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The stores and who belongs to them. */
@Component
public class Stores {
    private final Database database;
    private final Clock clock;

    public Stores(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Makes an organization, its first store and the ownership, in the running transaction of the worker. */
    public StoreView create(DSLContext worker, NewStore store) {
        Instant now = clock.instant();
        UUID organizationId = Ids.next(clock);
        UUID storeId = Ids.next(clock);
        worker.insertInto(ORGANIZATION).set(ORGANIZATION.ID, organizationId)
                .set(ORGANIZATION.NAME, store.organizationName()).set(ORGANIZATION.CREATED_AT, now).execute();
        worker.insertInto(STORE).set(STORE.STORE_ID, storeId).set(STORE.ORGANIZATION_ID, organizationId)
                .set(STORE.NAME, store.name()).set(STORE.CHECKOUT_VERSION, CheckoutVersions.CURRENT)
                .set(STORE.CREATED_AT, now).set(STORE.UPDATED_AT, now).execute();
        worker.insertInto(MEMBERSHIP).set(MEMBERSHIP.STORE_ID, storeId)
                .set(MEMBERSHIP.ACCOUNT_ID, store.ownerAccountId()).set(MEMBERSHIP.ROLE, Role.OWNER.wireName())
                .set(MEMBERSHIP.CREATED_AT, now).execute();
        return new StoreView(storeId, organizationId, store.name(), Role.OWNER, now);
    }

    /** Makes an organization with its first store, in a transaction of its own. */
    public StoreView create(NewStore store) {
        return database.acrossTenants("a new store has no scope before it exists", worker -> create(worker, store));
    }

    /** The stores a person belongs to, oldest first. */
    public List<StoreView> storesOf(UUID accountId) {
        return database.acrossTenants("a person's stores are found before one is chosen",
                worker -> memberships(worker).where(MEMBERSHIP.ACCOUNT_ID.eq(accountId))
                        .orderBy(STORE.CREATED_AT, STORE.STORE_ID).fetch(Stores::view));
    }

    /** The store as this member sees it; null where the person does not belong to it. */
    public @Nullable StoreView find(UUID storeId, UUID accountId) {
        return database.acrossTenants("membership is checked before the store is bound",
                worker -> memberships(worker)
                        .where(MEMBERSHIP.STORE_ID.eq(storeId), MEMBERSHIP.ACCOUNT_ID.eq(accountId))
                        .fetchOne(Stores::view));
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
        StoreRecord store = tx.sql().selectFrom(STORE).where(STORE.STORE_ID.eq(tx.storeId())).fetchOne();
        if (store == null) {
            throw Refused.notFound("store");
        }
        return new StoreSettings(store.getName(), store.getLogoUrl(), store.getColour(), store.getCheckoutVersion(),
                rules(store));
    }

    /** Replaces the settings; those already copied onto a session stay as they were. */
    public void change(Caller caller, StoreSettings settings) {
        caller.require(Permission.STORE_WRITE);
        SettingsRules.check(settings);
        StoreRules rules = settings.rules();
        database.in(caller.scope(),
                tx -> tx.sql().update(STORE).set(STORE.NAME, settings.name()).set(STORE.LOGO_URL, settings.logoUrl())
                        .set(STORE.COLOUR, settings.colour())
                        .set(STORE.EXPIRY_SECONDS, (int) rules.expiry().toSeconds())
                        .set(STORE.GRACE_SECONDS, (int) rules.grace().toSeconds())
                        .set(STORE.TOLERANCE, rules.tolerance())
                        .set(STORE.LATE_POLICY, StoredRules.latePolicy(rules.latePolicy()))
                        .set(STORE.CONFIRMATIONS, StoredRules.confirmations(rules.confirmations()))
                        .set(STORE.FINALIZED_FROM_USD, rules.finalizedFromUsd())
                        .set(STORE.STABLECOINS_AT_PAR, rules.stablecoinsAtPar()).set(STORE.UPDATED_AT, clock.instant())
                        .where(STORE.STORE_ID.eq(tx.storeId())).execute());
    }

    private static SelectJoinStep<Record> memberships(DSLContext worker) {
        return worker
                .select(List.of(STORE.STORE_ID, STORE.ORGANIZATION_ID, STORE.NAME, STORE.CREATED_AT, MEMBERSHIP.ROLE))
                .from(MEMBERSHIP).join(STORE).on(STORE.STORE_ID.eq(MEMBERSHIP.STORE_ID));
    }

    private static StoreView view(Record row) {
        return new StoreView(row.get(STORE.STORE_ID), row.get(STORE.ORGANIZATION_ID), row.get(STORE.NAME),
                Role.of(row.get(MEMBERSHIP.ROLE)), row.get(STORE.CREATED_AT));
    }

    private static StoreRules rules(StoreRecord store) {
        return new StoreRules(Duration.ofSeconds(store.getExpirySeconds()),
                Duration.ofSeconds(store.getGraceSeconds()), store.getTolerance(),
                StoredRules.latePolicy(store.getLatePolicy()),
                StoredRules.confirmations(store.getConfirmations()), store.getFinalizedFromUsd(),
                store.getStablecoinsAtPar());
    }
}
