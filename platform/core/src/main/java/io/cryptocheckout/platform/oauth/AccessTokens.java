package io.cryptocheckout.platform.oauth;

import static io.cryptocheckout.jooq.oauth.Tables.APP;
import static io.cryptocheckout.jooq.oauth.Tables.APP_AUTHORIZATION;
import static io.cryptocheckout.jooq.oauth.Tables.APP_GRANT;
import static io.cryptocheckout.jooq.oauth.Tables.TOKEN;

import io.cryptocheckout.platform.access.Bearer;
import io.cryptocheckout.platform.access.Credential;
import io.cryptocheckout.platform.authority.AppCaller;
import io.cryptocheckout.platform.authority.Caller;
import io.cryptocheckout.platform.authority.Origin;
import io.cryptocheckout.platform.authority.Permission;
import io.cryptocheckout.platform.authority.Principal;
import io.cryptocheckout.platform.authority.Scope;
import io.cryptocheckout.platform.database.Database;
import io.cryptocheckout.platform.refusal.Refusal;
import io.cryptocheckout.platform.refusal.Refused;
import java.time.Clock;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.stereotype.Component;

/**
 * The access tokens of connected apps (RFC 6749, section 1.4): each opens one store in one mode, for what was granted and what the person
 * who granted it may do there now; or, where an app asks for itself, the app alone. Whether one works is asked at every call, so that an end anywhere is an end everywhere.
 */
@Component
final class AccessTokens implements Bearer {
    private static final String WHY = "the store is known only once the token's grant is found";
    private static final Pattern SHAPE = Pattern.compile(Secrets.ACCESS_TOKEN + "[0-9A-Za-z_-]{43}");

    private final Database database;
    private final GrantRights rights;
    private final GrantUse use;
    private final DpopProofs proofs;
    private final Clock clock;

    AccessTokens(Database database, GrantRights rights, GrantUse use, DpopProofs proofs, Clock clock) {
        this.database = database;
        this.rights = rights;
        this.use = use;
        this.proofs = proofs;
        this.clock = clock;
    }

    @Override
    public boolean claims(String text) {
        return text.startsWith(Secrets.ACCESS_TOKEN);
    }

    @Override
    public Authority authority(Credential credential) {
        byte[] hash = Secrets.hash(credential.text());
        Record row = SHAPE.matcher(credential.text()).matches() ? find(hash) : null;
        if (row == null) {
            throw invalid("This is no access token of this platform; check that it was copied whole.");
        }
        Instant now = clock.instant();
        requireStanding(row, now);
        proofs.require(credential, row.get(APP_AUTHORIZATION.DPOP_THUMBPRINT));
        return row.get(APP_GRANT.ID) == null ? ofApp(row, credential) : ofStore(row, credential, hash, now);
    }

    /** An app acts for itself (RFC 6749, section 4.4); every other token has a grant behind it. */
    private static Authority ofApp(Record row, Credential credential) {
        if (!AuthorizationGrantType.CLIENT_CREDENTIALS.getValue().equals(row.get(APP_AUTHORIZATION.GRANT_TYPE))) {
            throw invalid("This app was disconnected from the store; connect it again.");
        }
        return new Authority.OfApp(new AppCaller(row.get(APP.ID),
                new Principal(Principal.Kind.APP, row.get(APP.ID), row.get(APP.NAME), new Origin(credential.address(), null))));
    }

    private Authority ofStore(Record row, Credential credential, byte[] hash, Instant now) {
        Scope scope = new Scope(row.get(APP_GRANT.STORE_ID), row.get(APP_GRANT.LIVEMODE));
        UUID accessId = row.get(APP_GRANT.ACCESS_ID);
        Set<Permission> held = rights.of(scope, row.get(APP_GRANT.ACCOUNT_ID), accessId);
        if (held == null) {
            throw invalid("Whoever connected this app may not work in the store any more; somebody else must connect it.");
        }
        if (row.get(TOKEN.USED_AT) == null) {
            noteFirstUse(hash, now);
        }
        use.note(scope, row.get(APP_GRANT.ID), now);
        return new Authority.OfStore(new Caller(scope, GrantRights.within(scopes(row), held),
                new Principal(Principal.Kind.APP, row.get(APP_GRANT.ID), row.get(APP.NAME), new Origin(credential.address(), accessId))));
    }

    private static void requireStanding(Record row, Instant now) {
        if (row.get(APP_GRANT.ENDED_AT) != null || row.get(APP.DELETED_AT) != null) {
            throw invalid("This app was disconnected from the store; connect it again.");
        }
        if (row.get(TOKEN.ENDED_AT) != null) {
            throw invalid("This access token was revoked, or another took its place.");
        }
        if (!now.isBefore(row.get(TOKEN.EXPIRES_AT))) {
            throw new Refused(Refusal.TOKEN_EXPIRED, null, "This access token has expired; get another.");
        }
    }

    /** A token may open less than was granted (RFC 6749, section 6), and never what is not granted any more. */
    private static String[] scopes(Record row) {
        String[] fewer = row.get(TOKEN.SCOPES);
        return fewer == null ? row.get(APP_GRANT.SCOPES) : fewer;
    }

    private @Nullable Record find(byte[] hash) {
        return database.lookAcrossTenants(WHY,
                worker -> worker
                        .select(TOKEN.EXPIRES_AT, TOKEN.ENDED_AT, TOKEN.USED_AT, TOKEN.SCOPES, APP_GRANT.STORE_ID, APP_GRANT.LIVEMODE,
                                APP_GRANT.ID,
                                APP_GRANT.ACCOUNT_ID, APP_GRANT.ACCESS_ID, APP_GRANT.SCOPES, APP_GRANT.ENDED_AT, APP.ID, APP.NAME,
                                APP.DELETED_AT, APP_AUTHORIZATION.DPOP_THUMBPRINT, APP_AUTHORIZATION.GRANT_TYPE)
                        .from(TOKEN).join(APP_AUTHORIZATION).on(APP_AUTHORIZATION.ID.eq(TOKEN.AUTHORIZATION_ID)).join(APP)
                        .on(APP.ID.eq(APP_AUTHORIZATION.APP_ID)).leftJoin(APP_GRANT).on(APP_GRANT.ID.eq(TOKEN.AUTHORIZATION_ID))
                        .where(TOKEN.HASH.eq(hash), TOKEN.KIND.eq("access")).fetchOne());
    }

    /** From its first use on, what came before it may not be tried again (RFC 9700, section 4.14.2); so it is written before any answer. */
    private void noteFirstUse(byte[] hash, Instant now) {
        database.acrossTenants("a token is used before its store is bound", worker -> worker.update(TOKEN).set(TOKEN.USED_AT, now)
                .where(TOKEN.HASH.eq(hash), TOKEN.USED_AT.isNull()).execute());
    }

    private static Refused invalid(String why) {
        return new Refused(Refusal.TOKEN_INVALID, null, why);
    }
}
