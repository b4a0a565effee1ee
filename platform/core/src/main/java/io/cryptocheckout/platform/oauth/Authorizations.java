package io.cryptocheckout.platform.oauth;

import static io.cryptocheckout.jooq.oauth.Tables.APP_AUTHORIZATION;
import static io.cryptocheckout.jooq.oauth.Tables.APP_GRANT;
import static io.cryptocheckout.jooq.oauth.Tables.TOKEN;

import io.cryptocheckout.jooq.oauth.tables.records.AppAuthorizationRecord;
import io.cryptocheckout.platform.database.Database;
import io.cryptocheckout.platform.id.IdKind;
import java.security.Principal;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.OAuth2DeviceCode;
import org.springframework.security.oauth2.core.OAuth2RefreshToken;
import org.springframework.security.oauth2.core.OAuth2UserCode;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationCode;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.stereotype.Component;

/**
 * The authorizations under way and the tokens they gave, as the authorization server asks for them. Of a token the database knows the hash
 * alone, so an authorization read here holds the one token that was shown and no other.
 */
@Component
final class Authorizations implements OAuth2AuthorizationService {
    private static final String WHY = "an authorization is under way before a store is chosen, and a token names its grant first";

    /** What is of no use to an app but once, and is nothing to be asked about. */
    private static final List<String> UNDER_WAY = List.of("code", "state");

    private final Database database;
    private final AppClients clients;
    private final GrantLife grants;
    private final TokenRows tokens;
    private final Clock clock;

    Authorizations(Database database, AppClients clients, GrantLife grants, Clock clock) {
        this.database = database;
        this.clients = clients;
        this.grants = grants;
        this.tokens = new TokenRows(clock);
        this.clock = clock;
    }

    /** Refuses with {@code invalid_grant} where a code or a refresh token was exchanged meanwhile. */
    @Override
    public void save(OAuth2Authorization authorization) {
        UUID id = UUID.fromString(authorization.getId());
        TokenRows.Exchange exchange = database.acrossTenants(WHY, worker -> {
            UUID account = account(authorization.getPrincipalName());
            AppAuthorizationRecord row = worker.selectFrom(APP_AUTHORIZATION).where(APP_AUTHORIZATION.ID.eq(id)).forUpdate().fetchOne();
            if (row == null) {
                row = begun(worker, authorization, id, account);
            } else {
                worker.update(APP_AUTHORIZATION).set(APP_AUTHORIZATION.ACCOUNT_ID, account)
                        .set(APP_AUTHORIZATION.SCOPES, scopes(authorization.getAuthorizedScopes()))
                        .where(APP_AUTHORIZATION.ID.eq(id)).execute();
            }
            return tokens.write(worker, authorization, row);
        });
        switch (exchange) {
            case DONE -> {
                return;
            }
            case BEGUN -> {
                grants.starts().start(id);
                return;
            }
            case REVOKED -> {
                grants.ends().end(id, GrantEnds.Reason.REVOKED);
                return;
            }
            case REPLAYED -> grants.ends().end(id, GrantEnds.Reason.REPLAYED);
            case TAKEN -> {
                // Nothing ends: somebody else holds what was given.
            }
        }
        throw TokenRows.invalidGrant();
    }

    private AppAuthorizationRecord begun(DSLContext worker, OAuth2Authorization authorization, UUID id, @Nullable UUID account) {
        AppAuthorizationRecord row = new AppAuthorizationRecord();
        row.setId(id);
        row.setAppId(UUID.fromString(authorization.getRegisteredClientId()));
        row.setGrantType(authorization.getAuthorizationGrantType().getValue());
        row.setAccountId(account);
        row.setRequest(AuthorizationRequestJson.of(authorization.getAttribute(OAuth2AuthorizationRequest.class.getName())));
        row.setScopes(scopes(authorization.getAuthorizedScopes()));
        row.setGeneration(0);
        row.setCreatedAt(clock.instant());
        row.setExpiresAt(clock.instant().plus(TokenRows.CONSENT));
        worker.insertInto(APP_AUTHORIZATION).set(row).execute();
        return row;
    }

    @Override
    public void remove(OAuth2Authorization authorization) {
        database.acrossTenants(WHY, worker -> worker.deleteFrom(APP_AUTHORIZATION)
                .where(APP_AUTHORIZATION.ID.eq(UUID.fromString(authorization.getId()))).execute());
    }

    @Override
    public @Nullable OAuth2Authorization findById(String id) {
        throw new UnsupportedOperationException("An authorization is found by what was shown");
    }

    /** The authorization that this token belongs to and that still stands; a token that comes back after its time ends the whole grant. */
    @Override
    public @Nullable OAuth2Authorization findByToken(String token, @Nullable OAuth2TokenType type) {
        Record found = database.lookAcrossTenants(WHY, worker -> worker
                .select(TOKEN.asterisk(), APP_AUTHORIZATION.asterisk(), APP_GRANT.asterisk())
                .from(TOKEN).join(APP_AUTHORIZATION).on(APP_AUTHORIZATION.ID.eq(TOKEN.AUTHORIZATION_ID))
                .leftJoin(APP_GRANT).on(APP_GRANT.ID.eq(APP_AUTHORIZATION.ID)).where(TOKEN.HASH.eq(Secrets.hash(token))).fetchOne());
        if (found == null || (type != null && !type.getValue().equals(TokenRows.type(found.get(TOKEN.KIND))))
                || found.get(APP_GRANT.ENDED_AT) != null || isADevicesAffair(found, type)) {
            return null;
        }
        if (found.get(TOKEN.ENDED_AT) != null && !mayBeRepeated(found)) {
            if (List.of("code", "refresh").contains(found.get(TOKEN.KIND)) && type != null) {
                grants.ends().end(found.get(APP_AUTHORIZATION.ID), GrantEnds.Reason.REPLAYED);
            }
            return null;
        }
        if (!found.get(TOKEN.EXPIRES_AT).isAfter(clock.instant()) || (type == null && UNDER_WAY.contains(found.get(TOKEN.KIND)))) {
            return null;
        }
        RegisteredClient client = clients.findById(found.get(APP_AUTHORIZATION.APP_ID).toString());
        return client == null ? null : authorization(found, client, token);
    }

    /** Whether this is of a device and not yet agreed to: what that means is decided where devices ask, and where people answer. */
    private static boolean isADevicesAffair(Record found, @Nullable OAuth2TokenType type) {
        return switch (found.get(TOKEN.KIND)) {
            case "user_code" -> true;
            case "device_code" -> type == null || found.get(APP_GRANT.ID) == null;
            case "state" -> found.get(APP_AUTHORIZATION.GRANT_TYPE).equals(DeviceRows.GRANT_TYPE);
            default -> false;
        };
    }

    /** Whether its answer may have been lost: its successor is the newest, and nobody has used any token of it. */
    private boolean mayBeRepeated(Record found) {
        int successor = found.get(TOKEN.GENERATION) + 1;
        return found.get(TOKEN.KIND).equals("refresh") && found.get(TOKEN.USED_AT) != null
                && found.get(APP_AUTHORIZATION.GENERATION) == successor
                && database.lookAcrossTenants(WHY, worker -> !tokens.isUsed(worker, found.get(APP_AUTHORIZATION.ID), successor));
    }

    private OAuth2Authorization authorization(Record found, RegisteredClient client, String token) {
        // Whoever took over what an agency connected stands behind it.
        UUID owner = found.get(APP_GRANT.ACCOUNT_ID);
        UUID account = owner == null ? found.get(APP_AUTHORIZATION.ACCOUNT_ID) : owner;
        String name = account == null ? client.getClientId() : account.toString();
        Instant from = found.get(TOKEN.ISSUED_AT);
        Instant until = found.get(TOKEN.EXPIRES_AT);
        boolean device = found.get(TOKEN.KIND).equals("device_code");
        Set<String> scopes = Set.of(found.get(device ? APP_GRANT.SCOPES : APP_AUTHORIZATION.SCOPES));
        OAuth2Authorization.Builder made = OAuth2Authorization.withRegisteredClient(client)
                .id(found.get(APP_AUTHORIZATION.ID).toString()).principalName(name)
                .authorizationGrantType(new AuthorizationGrantType(found.get(APP_AUTHORIZATION.GRANT_TYPE))).authorizedScopes(scopes)
                .attribute(Principal.class.getName(), UsernamePasswordAuthenticationToken.authenticated(name, null, List.of()));
        OAuth2AuthorizationRequest request = AuthorizationRequestJson.read(found.get(APP_AUTHORIZATION.REQUEST), client.getClientId());
        if (request != null) {
            made.attribute(OAuth2AuthorizationRequest.class.getName(), request);
        }
        String thumbprint = found.get(APP_AUTHORIZATION.DPOP_THUMBPRINT);
        if (found.get(TOKEN.KIND).equals("refresh") || thumbprint != null && !found.get(TOKEN.KIND).equals("access")) {
            // A public client's proof is compared with the key of the token it had, whose text nobody keeps.
            OAuth2AccessToken before = access(found, "unknown");
            made.token(before, metadata -> metadata.put(OAuth2Authorization.Token.CLAIMS_METADATA_NAME, claims(found, before)));
        }
        switch (found.get(TOKEN.KIND)) {
            case "state" -> made.attribute(OAuth2ParameterNames.STATE, token);
            case "code" -> made.token(new OAuth2AuthorizationCode(token, from, until));
            case "device_code" -> made.token(new OAuth2DeviceCode(token, from, until)).token(new OAuth2UserCode("answered", from, until),
                    metadata -> metadata.put(OAuth2Authorization.Token.INVALIDATED_METADATA_NAME, true));
            case "refresh" -> made.refreshToken(new OAuth2RefreshToken(token, from, until))
                    .attribute(TokenRows.Shown.class.getName(),
                            new TokenRows.Shown(found.get(TOKEN.HASH), found.get(TOKEN.GENERATION)));
            case "access" -> {
                OAuth2AccessToken access = access(found, token);
                made.token(access, metadata -> metadata.put(OAuth2Authorization.Token.CLAIMS_METADATA_NAME, claims(found, access)));
            }
            default -> throw new IllegalStateException("A token of an unknown kind: " + found.get(TOKEN.KIND));
        }
        return made.build();
    }

    private static OAuth2AccessToken access(Record found, String token) {
        Set<String> scopes = Set.of(Objects.requireNonNullElse(found.get(TOKEN.SCOPES), found.get(APP_AUTHORIZATION.SCOPES)));
        Instant from = found.get(TOKEN.ISSUED_AT);
        Instant until = found.get(TOKEN.EXPIRES_AT);
        String thumbprint = found.get(APP_AUTHORIZATION.DPOP_THUMBPRINT);
        return thumbprint == null
                ? new OAuth2AccessToken(OAuth2AccessToken.TokenType.BEARER, token, from, until, scopes)
                : new BoundToken(token, from, until, scopes, thumbprint);
    }

    /** What introspection tells of an access token (RFC 7662, section 2.2): its scopes and key, and the store and mode that it opens. */
    private static Map<String, Object> claims(Record found, OAuth2AccessToken token) {
        Map<String, Object> claims = new HashMap<>(token instanceof BoundToken bound ? bound.getClaims() : Map.of());
        claims.put("scope", token.getScopes().stream().sorted().toList());
        UUID store = found.get(APP_GRANT.STORE_ID);
        if (store != null) {
            claims.put("store", IdKind.STORE.format(store));
            claims.put("livemode", found.get(APP_GRANT.LIVEMODE));
        }
        return claims;
    }

    static String[] scopes(Set<String> scopes) {
        return scopes.stream().sorted().toArray(String[]::new);
    }

    /** The person who agreed; an app that acts for itself carries its client id as name. */
    private static @Nullable UUID account(String name) {
        try {
            return UUID.fromString(name);
        } catch (IllegalArgumentException client) {
            return null;
        }
    }
}
