package io.cryptocheckout.platform.oauth;

import io.cryptocheckout.devkit.SettableClock;
import io.cryptocheckout.devkit.TestDatabase;
import io.cryptocheckout.platform.access.Bearer;
import io.cryptocheckout.platform.access.Credential;
import io.cryptocheckout.platform.audit.AuditLog;
import io.cryptocheckout.platform.authority.Caller;
import io.cryptocheckout.platform.authority.Permission;
import io.cryptocheckout.platform.authority.Principal;
import io.cryptocheckout.platform.authority.Scope;
import io.cryptocheckout.platform.database.Database;
import io.cryptocheckout.platform.id.Ids;
import io.cryptocheckout.platform.tenancy.AgencyAccesses;
import io.cryptocheckout.platform.tenancy.Organizations;
import io.cryptocheckout.platform.tenancy.Role;
import io.cryptocheckout.platform.tenancy.Stores;
import io.cryptocheckout.platform.tenancy.TestStores;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** What tokens open, on one real database, with a clock that is moved. */
final class GrantRooms implements AutoCloseable {
    static final String ADDRESS = "203.0.113.7";

    final TestDatabase postgres;
    final SettableClock clock;
    final Database database;
    final AuditLog audit;
    final Stores stores;
    final Organizations organizations;
    final AgencyAccesses accesses;
    final GrantRights rights;
    final GrantUse use;
    final AccessTokens tokens;

    GrantRooms() {
        this(TestDatabase.fresh(), SettableClock.standing());
    }

    /** On a database and by a clock that others use too. */
    GrantRooms(TestDatabase postgres, SettableClock clock) {
        this.postgres = postgres;
        this.clock = clock;
        database = new Database(DSL.using(postgres.app(), SQLDialect.POSTGRES), DSL.using(postgres.worker(), SQLDialect.POSTGRES));
        audit = new AuditLog(database, clock);
        stores = new Stores(database, audit, clock);
        organizations = new Organizations(database, clock);
        accesses = new AgencyAccesses(database, organizations, audit, clock);
        rights = new GrantRights(stores, accesses);
        use = new GrantUse(database);
        tokens = new AccessTokens(database, rights, use, new DpopProofs(clock), clock);
    }

    /** The owner of a new store, signed in. */
    Caller owner(boolean livemode) {
        UUID account = UUID.randomUUID();
        UUID store = TestStores.create(database, clock, account);
        return new Caller(new Scope(store, livemode), Role.OWNER.rights().in(livemode),
                new Principal(Principal.Kind.ACCOUNT, account, "owner@example.com"));
    }

    /** Another person of the store, in this role. */
    UUID member(Caller owner, Role role) {
        UUID account = UUID.randomUUID();
        superuser().execute("insert into tenancy.membership (store_id, account_id, role, created_at) values (?, ?, ?, now())",
                owner.scope().storeId(), account, role.wireName());
        return account;
    }

    /** What an app was granted, and the token that it was given. */
    record Granted(UUID app, UUID grant, String token) {}

    Granted connect(Caller who, Permission... scopes) {
        return connect(who.scope(), who.principal().id(), who.principal().origin().accessId(), scopes);
    }

    /** Writes what the authorization server writes once somebody agreed and the app came for its token. */
    Granted connect(Scope scope, UUID account, @Nullable UUID accessId, Permission... scopes) {
        String[] names = Arrays.stream(scopes).map(Permission::wireName).toArray(String[]::new);
        UUID app = app("Order desk", names);
        UUID grant = Ids.next(clock);
        Instant now = now();
        superuser().execute("""
                insert into oauth.app_authorization (id, app_id, grant_type, account_id, request, scopes, created_at, expires_at)
                values (?, ?, 'authorization_code', ?, '{}', ?, ?::timestamptz, ?::timestamptz)""", grant, app, account, names, now,
                now.plus(Duration.ofDays(180)));
        superuser().execute("""
                insert into oauth.app_grant (store_id, livemode, id, app_id, account_id, access_id, scopes, host, agreed_at, connected_at)
                values (?, ?, ?, ?, ?, ?::uuid, ?, 'orders.example.com', ?::timestamptz, ?::timestamptz)""", scope.storeId(),
                scope.livemode(), grant, app,
                account, accessId, names, now, now);
        return new Granted(app, grant, token(grant, "access", Secrets.ACCESS_TOKEN));
    }

    UUID app(String name, String... scopes) {
        UUID app = Ids.next(clock);
        UUID organization = organizations.create("Developers", UUID.randomUUID());
        superuser().execute("""
                insert into oauth.app (id, organization_id, kind, name, redirect_uris, scopes, confidential, created_at, updated_at)
                values (?, ?, 'app', ?, '{https://orders.example.com/callback}', ?, true, ?::timestamptz, ?::timestamptz)""", app,
                organization, name, scopes, now(),
                now());
        return app;
    }

    /** One more token of an authorization, good for an hour. */
    String token(UUID authorization, String kind, String prefix) {
        String token = Secrets.next(prefix);
        superuser().execute(
                "insert into oauth.token (hash, authorization_id, kind, issued_at, expires_at) values (?, ?, ?, ?::timestamptz, ?::timestamptz)",
                Secrets.hash(token), authorization, kind, now(), now().plus(Duration.ofHours(1)));
        return token;
    }

    Caller caller(String token) {
        return ((Bearer.Authority.OfStore) tokens.authority(new Credential(token, ADDRESS, null))).caller();
    }

    /** One value of the row of a token, a grant or whatever else. */
    <T> @Nullable T value(Class<T> type, String sql, Object... bindings) {
        return superuser().fetchSingle(sql, bindings).get(0, type);
    }

    void execute(String sql, Object... bindings) {
        superuser().execute(sql, bindings);
    }

    Instant now() {
        return clock.instant();
    }

    private DSLContext superuser() {
        return DSL.using(postgres.superuser(), SQLDialect.POSTGRES);
    }

    @Override
    public void close() {
        postgres.close();
    }
}
