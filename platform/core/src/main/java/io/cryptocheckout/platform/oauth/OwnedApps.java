package io.cryptocheckout.platform.oauth;

import static io.cryptocheckout.jooq.oauth.Tables.APP;
import static io.cryptocheckout.jooq.oauth.Tables.APP_AUTHORIZATION;

import io.cryptocheckout.jooq.oauth.tables.records.AppRecord;
import io.cryptocheckout.platform.access.OrganizationAct;
import io.cryptocheckout.platform.authority.Permission;
import io.cryptocheckout.platform.authority.Principal;
import io.cryptocheckout.platform.database.Database;
import io.cryptocheckout.platform.id.IdKind;
import io.cryptocheckout.platform.id.Ids;
import io.cryptocheckout.platform.refusal.Refusal;
import io.cryptocheckout.platform.refusal.Refused;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The apps of an organization, as its owners manage them. Whoever owns another organization, or none, is told that there is nothing.
 * Every change stands in the organization's log.
 */
@Component
public class OwnedApps {
    private static final String WHY = "an app serves many stores and belongs to none";
    private static final String ONE_WRITER = "select pg_advisory_xact_lock(hashtextextended('apps of ' || ?, 0))";
    private static final int MOST = 50;
    /** What was looked at when an app was verified, and must be looked at again when it is another. */
    private static final List<String> LOOKED_AT = List.of("name", "logo", "redirect URIs");

    private final Database database;
    private final AppBooks books;
    private final AppRules rules;
    private final AppSecrets secrets;
    private final AppInstalls installs;

    OwnedApps(Database database, AppBooks books, AppRules rules, AppSecrets secrets, AppInstalls installs) {
        this.database = database;
        this.books = books;
        this.rules = rules;
        this.secrets = secrets;
        this.installs = installs;
    }

    /**
     * Registers an app. The answer is the only place where its secrets ever stand.
     *
     * @param confidential
     *            whether it gets a secret; others prove themselves by PKCE alone (RFC 7636)
     * @throws Refused
     *             {@code not_found}, {@code name_taken}, {@code app_limit_reached}, or by the field that is wrong
     */
    public MadeApp register(Principal owner, UUID organizationId, AppDetails details, boolean confidential) {
        books.requireOwner(owner, organizationId);
        rules.check(details);
        return alone(organizationId, worker -> {
            if (worker.fetchCount(APP, of(organizationId)) >= MOST) {
                throw new Refused(Refusal.APP_LIMIT_REACHED, null, "An organization has at most 50 apps. Delete one that nobody uses.");
            }
            requireFreeName(worker, organizationId, details.name(), null);
            AppRecord row = new AppRecord();
            row.setId(Ids.next(books.clock()));
            row.setOrganizationId(organizationId);
            row.setKind(AppKind.APP.wireName());
            row.setConfidential(confidential);
            row.setVerified(false);
            row.setCreatedBy(owner.id());
            row.setCreatedAt(books.clock().instant());
            String webhookSecret = fill(row, details);
            worker.insertInto(APP).set(row).execute();
            String secret = confidential ? secrets.make(worker, row.getId()) : null;
            log(worker, owner, row, "app.registered", "");
            return new MadeApp(Apps.view(row), secret, webhookSecret);
        });
    }

    /**
     * Changes what the developers say about an app; what was granted to it stays granted. A webhook URL where there was none comes with
     * a secret.
     */
    public MadeApp change(Principal owner, UUID organizationId, UUID appId, AppDetails details) {
        books.requireOwner(owner, organizationId);
        rules.check(details);
        return alone(organizationId, worker -> {
            AppRecord row = find(worker, organizationId, appId);
            requireFreeName(worker, organizationId, details.name(), appId);
            List<String> changed = changed(AppDetails.of(Apps.view(row)), details);
            String webhookSecret = fill(row, details);
            if (!changed.isEmpty()) {
                worker.update(APP).set(APP.NAME, row.getName()).set(APP.LOGO_URL, row.getLogoUrl())
                        .set(APP.REDIRECT_URIS, row.getRedirectUris()).set(APP.SCOPES, row.getScopes())
                        .set(APP.WEBHOOK_URL, row.getWebhookUrl()).set(APP.WEBHOOK_SECRET, row.getWebhookSecret())
                        .set(APP.PREVIOUS_WEBHOOK_SECRET, row.getPreviousWebhookSecret())
                        .set(APP.PREVIOUS_WEBHOOK_SECRET_ENDS_AT, row.getPreviousWebhookSecretEndsAt())
                        .set(APP.UPDATED_AT, row.getUpdatedAt())
                        .set(APP.VERIFIED, row.getVerified() && Collections.disjoint(changed, LOOKED_AT))
                        .where(APP.ID.eq(appId)).execute();
                log(worker, owner, row, "app.changed", ": " + String.join(", ", changed));
            }
            return new MadeApp(Apps.view(row), null, webhookSecret);
        });
    }

    /**
     * Makes a successor of a client secret. The old one goes on working for the overlap, 0 to 7 days.
     *
     * @throws Refused
     *             {@code not_found}; {@code api_key_ended} where it was rolled already
     */
    public MadeApp roll(Principal owner, UUID organizationId, UUID appId, UUID secretId, Duration overlap) {
        books.requireOwner(owner, organizationId);
        AppSecrets.requireOverlap(overlap);
        return alone(organizationId, worker -> {
            AppRecord row = find(worker, organizationId, appId);
            String secret = secrets.roll(worker, appId, secretId, overlap);
            log(worker, owner, row, "app.secret_rolled", ", cks_…" + Secrets.lastFour(secret));
            return new MadeApp(Apps.view(row), secret, null);
        });
    }

    /** Ends a secret that was rolled, before its overlap is over. Ending it again changes nothing. */
    public void endSecret(Principal owner, UUID organizationId, UUID appId, UUID secretId) {
        books.requireOwner(owner, organizationId);
        alone(organizationId, worker -> {
            AppRecord row = find(worker, organizationId, appId);
            boolean ended = secrets.end(worker, appId, secretId);
            if (ended) {
                log(worker, owner, row, "app.secret_ended", "");
            }
            return ended;
        });
    }

    /** Ends an app with everything that was granted to it; its next call is refused. */
    public void delete(Principal owner, UUID organizationId, UUID appId) {
        books.requireOwner(owner, organizationId);
        alone(organizationId, worker -> {
            AppRecord row = find(worker, organizationId, appId);
            worker.update(APP).set(APP.DELETED_AT, books.clock().instant()).where(APP.ID.eq(appId)).execute();
            secrets.endAll(worker, appId);
            // With them go their codes and tokens.
            worker.deleteFrom(APP_AUTHORIZATION).where(APP_AUTHORIZATION.APP_ID.eq(appId)).execute();
            log(worker, owner, row, "app.deleted", "");
            return true;
        });
        installs.endOfDeletedApps();
    }

    /** The apps of the organization, newest first. */
    public List<App> list(Principal owner, UUID organizationId) {
        books.requireOwner(owner, organizationId);
        return database.lookAcrossTenants(WHY,
                worker -> worker.selectFrom(APP).where(of(organizationId)).orderBy(APP.ID.desc()).fetch(Apps::view));
    }

    public App get(Principal owner, UUID organizationId, UUID appId) {
        books.requireOwner(owner, organizationId);
        return database.lookAcrossTenants(WHY, worker -> Apps.view(find(worker, organizationId, appId)));
    }

    /** The client secrets that work now, the newest first; none for a public client. */
    public List<AppSecretView> secrets(Principal owner, UUID organizationId, UUID appId) {
        App app = get(owner, organizationId, appId);
        return database.lookAcrossTenants(WHY, worker -> secrets.working(worker, app.id()));
    }

    /** Where the app is or was connected, newest first, from behind {@code after} on. */
    public List<AppInstall> installs(Principal owner, UUID organizationId, UUID appId, int limit, @Nullable UUID after) {
        return installs.of(get(owner, organizationId, appId).id(), limit, after);
    }

    /** Changes of one organization's apps come one after the other. */
    <T> T alone(UUID organizationId, Function<DSLContext, T> change) {
        return database.acrossTenants(WHY, worker -> {
            worker.fetch(ONE_WRITER, organizationId.toString());
            return change.apply(worker);
        });
    }

    /** Puts the details into the row; answers the webhook secret where one was made. */
    private @Nullable String fill(AppRecord row, AppDetails details) {
        row.setName(details.name());
        row.setLogoUrl(details.logoUrl());
        row.setRedirectUris(details.redirectUris().toArray(String[]::new));
        row.setScopes(details.scopes().stream().sorted().map(Permission::wireName).toArray(String[]::new));
        row.setWebhookUrl(details.webhookUrl());
        row.setUpdatedAt(books.clock().instant());
        if (details.webhookUrl() == null) {
            row.setWebhookSecret(null);
            row.setPreviousWebhookSecret(null);
            row.setPreviousWebhookSecretEndsAt(null);
            return null;
        }
        if (row.getWebhookSecret() != null) {
            return null;
        }
        AppBooks.SealedSecret made = books.webhookSecret(row.getId());
        row.setWebhookSecret(made.sealed());
        return made.text();
    }

    private static List<String> changed(AppDetails before, AppDetails after) {
        List<String> fields = new ArrayList<>();
        note(fields, "name", before.name(), after.name());
        note(fields, "logo", before.logoUrl(), after.logoUrl());
        note(fields, "redirect URIs", before.redirectUris(), after.redirectUris());
        note(fields, "scopes", before.scopes(), after.scopes());
        note(fields, "webhook URL", before.webhookUrl(), after.webhookUrl());
        return fields;
    }

    private static void note(List<String> fields, String field, @Nullable Object before, @Nullable Object after) {
        if (!Objects.equals(before, after)) {
            fields.add(field);
        }
    }

    private void log(DSLContext worker, Principal owner, AppRecord row, String action, String more) {
        books.log(worker, owner, row.getOrganizationId(),
                new OrganizationAct(null, action, IdKind.APP.format(row.getId()), row.getName() + more));
    }

    private static void requireFreeName(DSLContext worker, UUID organizationId, String name, @Nullable UUID except) {
        if (worker.fetchExists(APP, of(organizationId), APP.NAME.eq(name),
                except == null ? DSL.noCondition() : APP.ID.ne(except))) {
            throw new Refused(Refusal.NAME_TAKEN, "name", "The organization has an app of this name already. Choose another name.");
        }
    }

    static AppRecord find(DSLContext worker, UUID organizationId, UUID appId) {
        AppRecord row = worker.selectFrom(APP).where(of(organizationId), APP.ID.eq(appId)).fetchOne();
        if (row == null) {
            throw Refused.notFound("app of this organization");
        }
        return row;
    }

    private static Condition of(UUID organizationId) {
        return APP.ORGANIZATION_ID.eq(organizationId).and(APP.DELETED_AT.isNull());
    }
}
