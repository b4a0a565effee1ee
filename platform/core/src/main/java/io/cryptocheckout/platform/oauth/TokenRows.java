package io.cryptocheckout.platform.oauth;

import static io.cryptocheckout.jooq.oauth.Tables.APP;
import static io.cryptocheckout.jooq.oauth.Tables.APP_AUTHORIZATION;
import static io.cryptocheckout.jooq.oauth.Tables.APP_GRANT;
import static io.cryptocheckout.jooq.oauth.Tables.TOKEN;

import io.cryptocheckout.jooq.oauth.tables.records.AppAuthorizationRecord;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2DeviceCode;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.OAuth2RefreshToken;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationCode;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;

/**
 * The rows of tokens. Refresh tokens rotate (RFC 9700, section 4.14.2): each exchange makes the next generation, and the old one may be
 * shown again only while nobody has used anything of the new one, because its answer may have been lost.
 */
final class TokenRows {
    /** How long a person may think about an authorization. */
    static final Duration CONSENT = Duration.ofMinutes(10);

    private final Clock clock;

    TokenRows(Clock clock) {
        this.clock = clock;
    }

    /**
     * How writing ended: the first tokens of a grant begin a connection, and tokens that were exchanged by somebody else meanwhile are
     * given to nobody twice.
     */
    enum Exchange {
        DONE, BEGUN, TAKEN, REPLAYED, REVOKED
    }

    /** Writes what is new in the authorization and ends what is over; its row is locked. */
    Exchange write(DSLContext worker, OAuth2Authorization authorization, AppAuthorizationRecord row) {
        state(worker, authorization, row.getId());
        OAuth2Authorization.Token<OAuth2AuthorizationCode> code = authorization.getToken(OAuth2AuthorizationCode.class);
        OAuth2Authorization.Token<OAuth2AccessToken> access = authorization.getAccessToken();
        OAuth2Authorization.Token<OAuth2RefreshToken> refresh = authorization.getRefreshToken();
        if (code != null && !code.isInvalidated()) {
            insert(worker, row.getId(), Row.of("code", code.getToken().getTokenValue(), 0), code.getToken().getExpiresAt());
        }
        if (code != null && code.isInvalidated() && end(worker, TOKEN.HASH.eq(Secrets.hash(code.getToken().getTokenValue()))) == 0
                && access != null) {
            return Exchange.REPLAYED;
        }
        OAuth2Authorization.Token<OAuth2DeviceCode> device = authorization.getToken(OAuth2DeviceCode.class);
        if (device != null && device.isInvalidated() && access != null
                && used(worker, Secrets.hash(device.getToken().getTokenValue())) == 0) {
            return Exchange.REPLAYED;
        }
        if (refresh != null && refresh.isInvalidated()) {
            return Exchange.REVOKED;
        }
        if (access == null) {
            return Exchange.DONE;
        }
        if (access.isInvalidated()) {
            end(worker, TOKEN.HASH.eq(Secrets.hash(access.getToken().getTokenValue())));
            return Exchange.DONE;
        }
        Shown shown = authorization.getAttribute(Shown.class.getName());
        return shown == null
                ? bound(worker, row, access) ? issued(worker, row, 0, access.getToken(), refresh) : Exchange.TAKEN
                : bound(worker, row, access)
                        ? rotated(worker, row, shown, access.getToken(), Objects.requireNonNull(refresh))
                        : Exchange.TAKEN;
    }

    /** What was bound to a key stays bound to it. */
    private static boolean bound(DSLContext worker, AppAuthorizationRecord row, OAuth2Authorization.Token<OAuth2AccessToken> access) {
        String thumbprint = BoundToken.thumbprint(access);
        if (row.getDpopThumbprint() != null) {
            return row.getDpopThumbprint().equals(thumbprint);
        }
        if (thumbprint != null) {
            worker.update(APP_AUTHORIZATION).set(APP_AUTHORIZATION.DPOP_THUMBPRINT, thumbprint).where(APP_AUTHORIZATION.ID.eq(row.getId()))
                    .execute();
        }
        return true;
    }

    private Exchange rotated(DSLContext worker, AppAuthorizationRecord row, Shown shown, OAuth2AccessToken access,
            OAuth2Authorization.Token<OAuth2RefreshToken> refresh) {
        int next = shown.generation + 1;
        if (used(worker, shown.hash) == 0) {
            // The first answer was lost, or two came at once: what was given then and never used is given to nobody any more.
            if (row.getGeneration() != next || isUsed(worker, row.getId(), next)) {
                return Exchange.REPLAYED;
            }
            end(worker, TOKEN.AUTHORIZATION_ID.eq(row.getId()).and(TOKEN.GENERATION.eq(next)));
        }
        worker.update(APP_AUTHORIZATION).set(APP_AUTHORIZATION.GENERATION, next).where(APP_AUTHORIZATION.ID.eq(row.getId())).execute();
        return issued(worker, row, next, access, refresh);
    }

    private Exchange issued(DSLContext worker, AppAuthorizationRecord row, int generation, OAuth2AccessToken access,
            OAuth2Authorization.@Nullable Token<OAuth2RefreshToken> refresh) {
        Instant until = access.getExpiresAt();
        insert(worker, row.getId(), new Row("access", access.getTokenValue(), generation, fewer(access, row)), until);
        if (refresh != null) {
            until = refresh.getToken().getExpiresAt();
            insert(worker, row.getId(), Row.of("refresh", refresh.getToken().getTokenValue(), generation), until);
        }
        Instant now = clock.instant();
        worker.update(APP_AUTHORIZATION).set(APP_AUTHORIZATION.EXPIRES_AT, until).where(APP_AUTHORIZATION.ID.eq(row.getId())).execute();
        worker.update(APP).set(APP.CONNECTED_AT, now).where(APP.ID.eq(row.getAppId()), APP.CONNECTED_AT.isNull()).execute();
        return worker.fetchExists(APP_GRANT, APP_GRANT.ID.eq(row.getId()), APP_GRANT.CONNECTED_AT.isNull())
                ? Exchange.BEGUN
                : Exchange.DONE;
    }

    /** What a token opens where that is less than was granted; null where it is all of it. */
    private static String @Nullable [] fewer(OAuth2AccessToken access, AppAuthorizationRecord row) {
        return access.getScopes().equals(Set.of(row.getScopes())) ? null : Authorizations.scopes(access.getScopes());
    }

    private void state(DSLContext worker, OAuth2Authorization authorization, UUID id) {
        String state = authorization.getAttribute(OAuth2ParameterNames.STATE);
        if (state == null) {
            end(worker, TOKEN.AUTHORIZATION_ID.eq(id).and(TOKEN.KIND.eq("state")));
        } else {
            insert(worker, id, Row.of("state", state, 0), clock.instant().plus(CONSENT));
        }
    }

    /** Whether anything of this rotation was used: at the API, or for the next exchange. */
    boolean isUsed(DSLContext worker, UUID authorizationId, int generation) {
        return worker.fetchExists(TOKEN, TOKEN.AUTHORIZATION_ID.eq(authorizationId), TOKEN.GENERATION.eq(generation),
                TOKEN.KIND.in("access", "refresh"), TOKEN.USED_AT.isNotNull());
    }

    /** What is exchanged gives tokens once; that it did tells it from what was revoked or refused. */
    private int used(DSLContext worker, byte[] hash) {
        return worker.update(TOKEN).set(TOKEN.ENDED_AT, clock.instant()).set(TOKEN.USED_AT, clock.instant())
                .where(TOKEN.HASH.eq(hash), TOKEN.ENDED_AT.isNull()).execute();
    }

    int end(DSLContext worker, Condition which) {
        return worker.update(TOKEN).set(TOKEN.ENDED_AT, clock.instant()).where(which, TOKEN.ENDED_AT.isNull()).execute();
    }

    private void insert(DSLContext worker, UUID authorizationId, Row row, @Nullable Instant until) {
        worker.insertInto(TOKEN).set(TOKEN.HASH, Secrets.hash(row.value)).set(TOKEN.AUTHORIZATION_ID, authorizationId)
                .set(TOKEN.KIND, row.kind).set(TOKEN.SCOPES, row.scopes).set(TOKEN.GENERATION, row.generation)
                .set(TOKEN.ISSUED_AT, clock.instant())
                .set(TOKEN.EXPIRES_AT, Objects.requireNonNull(until)).onConflictDoNothing().execute();
    }

    /** The refresh token that was shown, as it was found. */
    record Shown(byte[] hash, int generation) {}

    /**
     * @param scopes
     *            of an access token that opens less than was granted; null for all of it
     */
    private record Row(String kind, String value, int generation, String @Nullable [] scopes) {

        static Row of(String kind, String value, int generation) {
            return new Row(kind, value, generation, null);
        }
    }

    /** The authorization server's name for a kind of token. */
    static String type(String kind) {
        return switch (kind) {
            case "access" -> OAuth2TokenType.ACCESS_TOKEN.getValue();
            case "refresh" -> OAuth2TokenType.REFRESH_TOKEN.getValue();
            default -> kind;
        };
    }

    static OAuth2AuthenticationException invalidGrant() {
        return new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_GRANT);
    }
}
