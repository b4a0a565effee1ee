package io.cryptocheckout.platform.oauth;

import static io.cryptocheckout.jooq.oauth.Tables.APP;
import static io.cryptocheckout.jooq.oauth.Tables.APP_GRANT;

import io.cryptocheckout.jooq.oauth.tables.records.AppGrantRecord;
import io.cryptocheckout.jooq.oauth.tables.records.AppRecord;
import io.cryptocheckout.platform.audit.AuditAct;
import io.cryptocheckout.platform.audit.AuditLog;
import io.cryptocheckout.platform.authority.Caller;
import io.cryptocheckout.platform.authority.Permission;
import io.cryptocheckout.platform.database.Database;
import io.cryptocheckout.platform.database.StoreTx;
import io.cryptocheckout.platform.events.WebhookEndpoints;
import io.cryptocheckout.platform.id.IdKind;
import io.cryptocheckout.platform.refusal.Refused;
import java.net.URI;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jooq.Condition;
import org.springframework.stereotype.Component;

/** The apps that work in a store and mode, and their end. */
@Component
public class ConnectedApps {
    private final Database database;
    private final WebhookEndpoints endpoints;
    private final GrantEnds ends;
    private final AuditLog audit;

    ConnectedApps(Database database, WebhookEndpoints endpoints, GrantEnds ends, AuditLog audit) {
        this.database = database;
        this.endpoints = endpoints;
        this.ends = ends;
        this.audit = audit;
    }

    /** Those that came for their token and have not ended, the newest first. */
    public List<ConnectedApp> list(Caller caller) {
        caller.require(Permission.APPS_MANAGE);
        List<AppGrantRecord> grants = database.in(caller.scope(),
                tx -> List.copyOf(tx.sql().selectFrom(APP_GRANT).where(of(tx), APP_GRANT.CONNECTED_AT.isNotNull())
                        .and(APP_GRANT.ENDED_AT.isNull()).orderBy(APP_GRANT.AGREED_AT.desc(), APP_GRANT.ID.desc()).fetch()));
        Map<UUID, AppRecord> apps = apps(grants.stream().map(AppGrantRecord::getAppId).toList());
        return grants.stream().map(grant -> view(grant, of(apps, grant))).toList();
    }

    /**
     * Ends what an app was granted: the next call of each of its tokens is refused, and its webhook endpoints are switched off. Doing it
     * again changes nothing.
     */
    public void disconnect(Caller caller, UUID grantId) {
        caller.require(Permission.APPS_MANAGE);
        String name = name(caller, grantId);
        database.in(caller.scope(), tx -> {
            ends.end(tx, caller.principal(), new GrantEnds.Ending(grantId, name, GrantEnds.Reason.DISCONNECTED));
            return true;
        });
    }

    /**
     * Takes over what an agency's person connected, with the endpoints that the app made: it works whatever becomes of the agency, within
     * the rights of the owner who adopts it. Doing it again changes nothing.
     */
    public void adopt(Caller caller, UUID grantId) {
        caller.require(Permission.STORE_OWN);
        database.in(caller.scope(), tx -> {
            UUID accessId = find(tx, grantId).getAccessId();
            if (accessId != null) {
                tx.sql().update(APP_GRANT).setNull(APP_GRANT.ACCESS_ID).set(APP_GRANT.ACCOUNT_ID, caller.principal().id())
                        .where(of(tx), APP_GRANT.ID.eq(grantId)).execute();
                endpoints.adoptOf(tx, grantId);
                audit.write(tx, caller.principal(), new AuditAct("agency.adopted", IdKind.GRANT.format(grantId),
                        Map.of("access", IdKind.AGENCY_ACCESS.format(accessId))));
            }
            return true;
        });
    }

    private String name(Caller caller, UUID grantId) {
        AppGrantRecord grant = database.in(caller.scope(), tx -> find(tx, grantId));
        return of(apps(List.of(grant.getAppId())), grant).getName();
    }

    /** An app that was deleted is still there, and so is its name. */
    private static AppRecord of(Map<UUID, AppRecord> apps, AppGrantRecord grant) {
        return Objects.requireNonNull(apps.get(grant.getAppId()), "a grant of no app");
    }

    private Map<UUID, AppRecord> apps(Collection<UUID> ids) {
        return database.lookAcrossTenants("an app serves many stores and belongs to none",
                worker -> worker.selectFrom(APP).where(APP.ID.in(ids)).fetchMap(APP.ID));
    }

    private static AppGrantRecord find(StoreTx tx, UUID grantId) {
        AppGrantRecord grant = tx.sql().selectFrom(APP_GRANT).where(of(tx), APP_GRANT.ID.eq(grantId)).fetchOne();
        if (grant == null) {
            throw Refused.notFound("connected app");
        }
        return grant;
    }

    private static Condition of(StoreTx tx) {
        return APP_GRANT.STORE_ID.eq(tx.storeId()).and(APP_GRANT.LIVEMODE.eq(tx.livemode()));
    }

    private static ConnectedApp view(AppGrantRecord grant, AppRecord app) {
        return new ConnectedApp(grant.getId(), app.getName(), AppKind.of(app.getKind()), host(app.getRedirectUris()), app.getVerified(),
                Permission.known(grant.getScopes()), grant.getAccountId(), grant.getAccessId(), grant.getAgreedAt(),
                grant.getLastUsedAt());
    }

    /** Redirect URIs were checked when the app was registered; the command line has none. */
    private static String host(String[] redirectUris) {
        String host = redirectUris.length == 0 ? null : URI.create(redirectUris[0]).getHost();
        return host == null ? "" : host;
    }
}
