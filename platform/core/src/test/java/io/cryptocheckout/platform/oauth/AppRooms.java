package io.cryptocheckout.platform.oauth;

import io.cryptocheckout.devkit.SettableClock;
import io.cryptocheckout.devkit.TestDatabase;
import io.cryptocheckout.platform.access.OrganizationLog;
import io.cryptocheckout.platform.authority.Origin;
import io.cryptocheckout.platform.authority.Permission;
import io.cryptocheckout.platform.authority.Principal;
import io.cryptocheckout.platform.database.Database;
import io.cryptocheckout.platform.events.EventsRoom;
import io.cryptocheckout.platform.outbound.LoopbackReceivers;
import io.cryptocheckout.platform.outbound.UrlRules;
import io.cryptocheckout.platform.sealing.Sealing;
import io.cryptocheckout.platform.sealing.SealingProperties;
import io.cryptocheckout.platform.tenancy.Organizations;
import io.cryptocheckout.platform.tenancy.TestStores;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** What apps need, on one real database, without a web server. */
final class AppRooms implements AutoCloseable {
    private final EventsRoom events = AppBeans.room();
    final TestDatabase postgres = events.rows();
    final SettableClock clock = events.clock();
    final Database database = new Database(DSL.using(postgres.app(), SQLDialect.POSTGRES),
            DSL.using(postgres.worker(), SQLDialect.POSTGRES));
    final Organizations organizations = new Organizations(database, clock);
    final OrganizationLog log = new OrganizationLog(database, organizations, clock);
    final AppRules rules = new AppRules(new UrlRules(new LoopbackReceivers(true, Set::of)));
    final Apps apps = new Apps(database, clock);
    final AppBooks books = new AppBooks(organizations, log,
            new Sealing(new SealingProperties("MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=", List.of())), clock);
    final OwnedApps owned = new OwnedApps(database, books, rules, new AppSecrets(clock),
            new AppInstalls(database, events.bean(GrantEnds.class)));

    AppWebhooks webhooks() {
        return new AppWebhooks(database, owned, books, events.bean(AppEventLog.class));
    }

    static Principal person() {
        UUID id = UUID.randomUUID();
        return new Principal(Principal.Kind.ACCOUNT, id, id + "@example.com", new Origin("192.0.2.1", null));
    }

    static AppDetails details(String name, @Nullable String webhookUrl) {
        return new AppDetails(name, null, List.of("https://app.example/callback"), Set.of(Permission.SESSIONS_READ, Permission.STORE_READ),
                webhookUrl);
    }

    /** Somebody agreed, and the app came for its token. */
    UUID connect(UUID appId) {
        UUID store = TestStores.create(database, clock, UUID.randomUUID());
        UUID grant = UUID.randomUUID();
        superuser().execute("""
                insert into oauth.app_authorization (id, app_id, grant_type, request, scopes, created_at, expires_at)
                values (?, ?, 'authorization_code', '{}', '{store:read}', now(), now() + interval '180 days')""", grant, appId);
        superuser().execute("""
                insert into oauth.app_grant (store_id, livemode, id, app_id, account_id, scopes, agreed_at, connected_at)
                values (?, true, ?, ?, uuidv7(), '{store:read}', now(), now())""", store, grant, appId);
        superuser().execute("""
                insert into oauth.token (hash, authorization_id, kind, issued_at, expires_at)
                values (sha256(?::text::bytea), ?, 'access', now(), now() + interval '1 hour')""", grant, grant);
        return grant;
    }

    long count(String of, Object... values) {
        return superuser().fetchSingle("select count(*) from " + of, values).into(long.class);
    }

    DSLContext superuser() {
        return DSL.using(postgres.superuser(), SQLDialect.POSTGRES);
    }

    @Override
    public void close() {
        events.close();
    }
}
