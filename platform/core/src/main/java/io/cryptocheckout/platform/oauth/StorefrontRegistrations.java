package io.cryptocheckout.platform.oauth;

import static io.cryptocheckout.jooq.oauth.Tables.APP;
import static io.cryptocheckout.jooq.oauth.Tables.APP_GRANT;
import static io.cryptocheckout.jooq.oauth.Tables.REGISTRATION_TOKEN;

import io.cryptocheckout.jooq.oauth.tables.records.AppRecord;
import io.cryptocheckout.platform.authority.Permission;
import io.cryptocheckout.platform.database.Database;
import io.cryptocheckout.platform.id.Ids;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Self-hosted storefronts that register themselves (RFC 7591): under a known software id, as public clients, with one redirect URI on
 * a site that proved to be theirs, or with a one-time token of the dashboard. One that nobody connects within a day is forgotten.
 */
@Component
public class StorefrontRegistrations {
    public static final List<String> GRANT_TYPES = List.of("authorization_code", "refresh_token");
    public static final List<String> RESPONSE_TYPES = List.of("code");

    static final Duration FORGOTTEN_AFTER = Duration.ofHours(24);

    private static final String WHY = "an app serves many stores and belongs to none";

    private final Database database;
    private final AppRules rules;
    private final SiteProof proof;
    private final RegistrationTokens tokens;
    private final Offer offer;

    StorefrontRegistrations(Database database, AppRules rules, SiteProof proof, RegistrationTokens tokens, Offer offer) {
        this.database = database;
        this.rules = rules;
        this.proof = proof;
        this.tokens = tokens;
        this.offer = offer;
    }

    /** Which software may register, and what time it is. */
    @Component
    record Offer(StorefrontProperties properties, Clock clock) {}

    /**
     * Registers a storefront.
     *
     * @param token
     *            a one-time token instead of the site's proof; null for none
     * @throws RegistrationRefused
     *             with the error that the RFC names
     */
    public App register(NewStorefront asked, @Nullable String token) {
        StorefrontProperties.Software software = offer.properties().software(asked.softwareId());
        if (software == null) {
            throw RegistrationRefused.metadata("software_id must be one of: " + offer.properties().known()
                    + ". Other apps are registered by their developers in the dashboard.");
        }
        requirePublicClient(asked);
        Set<Permission> scopes = scopes(asked.scope(), software);
        String redirectUri = redirectUri(asked.redirectUris());
        if (token == null) {
            if (asked.proofUri() == null) {
                throw RegistrationRefused
                        .metadata("proof_uri is missing: say where your site proves that the redirect URI is its own, or send"
                                + " a one-time token of the dashboard as Authorization: Bearer reg_….");
            }
            proof.require(redirectUri, asked.proofUri());
        }
        return database.acrossTenants(WHY, worker -> {
            AppRecord row = row(asked, software, scopes, redirectUri);
            if (token != null) {
                row.setRegisteredFor(vouching(worker, token, row.getId()));
            }
            worker.insertInto(APP).set(row).execute();
            return Apps.view(row);
        });
    }

    private UUID vouching(DSLContext worker, String token, UUID appId) {
        UUID organizationId = tokens.use(worker, token, appId);
        if (organizationId == null) {
            throw new RegistrationRefused(RegistrationRefused.Why.INVALID_TOKEN,
                    "The one-time token is unknown, was used, or is older than an hour. Make a new one in the dashboard.");
        }
        return organizationId;
    }

    /** Forgets storefronts that nobody connected, and registration tokens that are over. */
    void forget() {
        Instant before = offer.clock().instant().minus(FORGOTTEN_AFTER);
        database.acrossTenants(WHY, worker -> worker.deleteFrom(APP).where(APP.KIND.eq(AppKind.STOREFRONT.wireName()), neverConnected())
                .and(APP.CREATED_AT.lt(before)).execute() + overTokens(worker, before));
    }

    private static int overTokens(DSLContext worker, Instant before) {
        return worker.deleteFrom(REGISTRATION_TOKEN).where(REGISTRATION_TOKEN.EXPIRES_AT.lt(before)).execute();
    }

    private static Condition neverConnected() {
        return APP.CONNECTED_AT.isNull()
                .and(DSL.notExists(DSL.selectOne().from(APP_GRANT).where(APP_GRANT.APP_ID.eq(APP.ID), APP_GRANT.CONNECTED_AT.isNotNull())));
    }

    private AppRecord row(NewStorefront asked, StorefrontProperties.Software software, Set<Permission> scopes, String redirectUri) {
        Instant now = offer.clock().instant();
        AppRecord row = new AppRecord();
        row.setId(Ids.next(offer.clock()));
        row.setKind(AppKind.STOREFRONT.wireName());
        row.setSoftwareId(asked.softwareId());
        row.setName(software.name());
        row.setRedirectUris(new String[]{redirectUri});
        row.setScopes(scopes.stream().sorted().map(Permission::wireName).toArray(String[]::new));
        row.setConfidential(false);
        row.setVerified(false);
        row.setCreatedAt(now);
        row.setUpdatedAt(now);
        return row;
    }

    private String redirectUri(List<String> uris) {
        if (uris.size() != 1) {
            throw RegistrationRefused.redirect("redirect_uris must hold exactly one URI, on the storefront's own site.");
        }
        String problem = rules.redirectProblem(uris.getFirst());
        if (problem != null) {
            throw RegistrationRefused.redirect("The redirect URI " + problem + ".");
        }
        return uris.getFirst();
    }

    private static void requirePublicClient(NewStorefront asked) {
        if (asked.authMethod() != null && !asked.authMethod().equals("none")) {
            throw RegistrationRefused.metadata(
                    "token_endpoint_auth_method must be none: a storefront that registers itself is a public client, and proves itself by PKCE.");
        }
        if (!GRANT_TYPES.containsAll(asked.grantTypes())) {
            throw RegistrationRefused.metadata("grant_types may hold " + String.join(" and ", GRANT_TYPES) + ".");
        }
        if (!RESPONSE_TYPES.containsAll(asked.responseTypes())) {
            throw RegistrationRefused.metadata("response_types may hold code.");
        }
    }

    private static Set<Permission> scopes(@Nullable String asked, StorefrontProperties.Software software) {
        if (asked == null) {
            return software.permissions();
        }
        Set<String> names = new LinkedHashSet<>(Arrays.asList(asked.strip().split(" +")));
        for (String name : names) {
            if (!software.scopes().contains(name)) {
                throw RegistrationRefused.metadata("scope may hold " + String.join(" ", software.scopes()) + ", and not \"" + name + "\".");
            }
        }
        return Permission.known(names);
    }
}
