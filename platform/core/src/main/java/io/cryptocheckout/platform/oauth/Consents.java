package io.cryptocheckout.platform.oauth;

import static io.cryptocheckout.jooq.oauth.Tables.APP_AUTHORIZATION;
import static io.cryptocheckout.jooq.oauth.Tables.APP_GRANT;
import static io.cryptocheckout.jooq.oauth.Tables.TOKEN;

import io.cryptocheckout.jooq.oauth.tables.records.AppAuthorizationRecord;
import io.cryptocheckout.jooq.oauth.tables.records.AppGrantRecord;
import io.cryptocheckout.platform.audit.AuditAct;
import io.cryptocheckout.platform.audit.AuditLog;
import io.cryptocheckout.platform.authority.Caller;
import io.cryptocheckout.platform.authority.Permission;
import io.cryptocheckout.platform.database.Database;
import io.cryptocheckout.platform.id.IdKind;
import io.cryptocheckout.platform.refusal.Refusal;
import io.cryptocheckout.platform.refusal.Refused;
import io.cryptocheckout.platform.tenancy.StoreStanding;
import java.net.URI;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.stereotype.Component;

/** What an app asks for, shown to a person, and the person's answer: one store, one mode, and scopes that the person holds there. */
@Component
public class Consents {
    private static final String WHY = "an app asks before a store is chosen";

    private final Database database;
    private final Apps apps;
    private final AuditLog audit;
    private final Clock clock;

    Consents(Database database, Apps apps, AuditLog audit, Clock clock) {
        this.database = database;
        this.apps = apps;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * What an app asks of this person.
     *
     * @param host
     *            where the person will be sent back to, with its port where it names one; null where a device waits for the answer
     * @param livemode
     *            the only mode in which the app wants to be connected; null where either will do
     */
    public record Asked(App app, @Nullable String host, @Nullable String origin, Set<Permission> scopes, @Nullable Boolean livemode) {

        /** Whether the app wants to be connected in this mode. */
        public boolean wants(boolean mode) {
            return livemode == null || livemode == mode;
        }

        public String clientId() {
            return IdKind.APP.format(app.id());
        }

        /** Whether a device asks (RFC 8628), and nobody is sent anywhere. */
        public boolean isDevice() {
            return host == null;
        }
    }

    /** What stands behind this state, or null where nothing does any more, or not for this person. */
    public @Nullable Asked pending(String state, UUID accountId) {
        AppAuthorizationRecord row = database.lookAcrossTenants(WHY, worker -> worker.select(APP_AUTHORIZATION.asterisk())
                .from(APP_AUTHORIZATION).join(TOKEN).on(TOKEN.AUTHORIZATION_ID.eq(APP_AUTHORIZATION.ID))
                .where(TOKEN.HASH.eq(Secrets.hash(state)), TOKEN.KIND.eq("state"), TOKEN.ENDED_AT.isNull())
                .and(TOKEN.EXPIRES_AT.gt(clock.instant())).and(APP_AUTHORIZATION.ACCOUNT_ID.eq(accountId))
                .fetchOneInto(AppAuthorizationRecord.class));
        App app = row == null ? null : apps.find(row.getAppId());
        OAuth2AuthorizationRequest request = row == null || app == null
                ? null
                : AuthorizationRequestJson.read(row.getRequest(), IdKind.APP.format(app.id()));
        return app == null || request == null ? null : asked(app, request);
    }

    /** What an app asks for, and where its request leads back to. */
    static Asked asked(App app, OAuth2AuthorizationRequest request) {
        Set<Permission> scopes = Permission.known(request.getScopes());
        if (request.getRedirectUri() == null) {
            return new Asked(app, null, null, scopes, null);
        }
        URI back = URI.create(request.getRedirectUri());
        String host = back.getPort() < 0 ? back.getHost() : back.getHost() + ":" + back.getPort();
        Object mode = request.getAdditionalParameters().get(RequestRules.MODE);
        return new Asked(app, host, back.getScheme() + "://" + host, scopes, mode == null ? null : RequestRules.LIVE.equals(mode));
    }

    /**
     * Writes down what a person agreed to. Refuses with {@code permission_missing} where he may connect nothing in this store and mode, and
     * with {@code rights_exceeded} where he gives away what he does not hold himself.
     */
    void agree(Caller caller, UUID authorizationId, Asked asked, Set<String> scopes) {
        caller.require(Permission.APPS_MANAGE);
        Set<Permission> given = Permission.known(scopes);
        if (given.size() != scopes.size() || !caller.permissions().containsAll(given)
                || !given.stream().allMatch(Permission::grantable)) {
            throw new Refused(Refusal.RIGHTS_EXCEEDED, "scope", "An app can do no more than you can yourself in this store and mode.");
        }
        if (!asked.wants(caller.scope().livemode())) {
            throw new Refused(Refusal.FIELD_INVALID, "mode", "The app asked to be connected in the other mode.");
        }
        App app = asked.app();
        AppGrantRecord row = new AppGrantRecord();
        row.setStoreId(caller.scope().storeId());
        row.setLivemode(caller.scope().livemode());
        row.setId(authorizationId);
        row.setAppId(app.id());
        row.setHost(asked.host());
        row.setAccountId(caller.principal().id());
        row.setAccessId(caller.principal().origin().accessId());
        row.setScopes(scopes.stream().sorted().toArray(String[]::new));
        row.setAgreedAt(clock.instant());
        database.in(caller.scope(), tx -> {
            StoreStanding.requireOpen(tx);
            if (app.registeredFor() != null && !StoreStanding.isOf(tx, app.registeredFor())) {
                throw new Refused(Refusal.RIGHTS_EXCEEDED, "store",
                        "This storefront was registered by a one-time token of another organization, and is for that one's stores.");
            }
            if (tx.sql().insertInto(APP_GRANT).set(row).onConflictDoNothing().execute() == 0) {
                throw new Refused(Refusal.CODE_INVALID, "state", "This was answered already, in another window.");
            }
            audit.write(tx, caller.principal(), new AuditAct("app.connected", IdKind.GRANT.format(authorizationId),
                    Map.of("app", app.name(), "client_id", IdKind.APP.format(app.id()), "scopes", String.join(" ", row.getScopes()))));
            return true;
        });
    }
}
