package io.cryptocheckout.platform.oauth;

import static io.cryptocheckout.jooq.oauth.Tables.APP;

import io.cryptocheckout.jooq.oauth.tables.records.AppRecord;
import io.cryptocheckout.platform.access.OrganizationAct;
import io.cryptocheckout.platform.authority.Principal;
import io.cryptocheckout.platform.database.Database;
import io.cryptocheckout.platform.id.IdKind;
import io.cryptocheckout.platform.refusal.Refusal;
import io.cryptocheckout.platform.refusal.Refused;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What an app of an organization is told, for its owners: the secret that signs it, the log, and telling it again. */
@Component
public class AppWebhooks {
    private static final String WHY = "an app serves many stores and belongs to none";

    private final Database database;
    private final OwnedApps apps;
    private final AppBooks books;
    private final AppEventLog log;

    AppWebhooks(Database database, OwnedApps apps, AppBooks books, AppEventLog log) {
        this.database = database;
        this.apps = apps;
        this.books = books;
        this.log = log;
    }

    /**
     * Makes a successor of the signing secret. Both sign for the overlap, 0 to 7 days; one that was rolled before ends now.
     *
     * @throws Refused
     *             {@code not_found}; {@code webhook_url_missing} where the app is told nothing
     */
    public MadeApp rollSecret(Principal owner, UUID organizationId, UUID appId, Duration overlap) {
        books.requireOwner(owner, organizationId);
        AppSecrets.requireOverlap(overlap);
        return apps.alone(organizationId, worker -> {
            AppRecord row = OwnedApps.find(worker, organizationId, appId);
            if (row.getWebhookUrl() == null) {
                throw new Refused(Refusal.WEBHOOK_URL_MISSING, null, "The app has no webhook URL. Give it one first.");
            }
            AppBooks.SealedSecret made = books.webhookSecret(appId);
            worker.update(APP).set(APP.PREVIOUS_WEBHOOK_SECRET, overlap.isZero() ? null : row.getWebhookSecret())
                    .set(APP.PREVIOUS_WEBHOOK_SECRET_ENDS_AT, overlap.isZero() ? null : books.clock().instant().plus(overlap))
                    .set(APP.WEBHOOK_SECRET, made.sealed()).where(APP.ID.eq(appId)).execute();
            books.log(worker, owner, organizationId,
                    new OrganizationAct(null, "app.webhook_secret_rolled", IdKind.APP.format(appId), row.getName()));
            return new MadeApp(Apps.view(row), null, made.text());
        });
    }

    /** Until when a secret that was rolled signs beside the newest; null where none does. */
    public @Nullable Instant oldSecretEnds(Principal owner, UUID organizationId, UUID appId) {
        books.requireOwner(owner, organizationId);
        Instant ends = database.lookAcrossTenants(WHY,
                worker -> OwnedApps.find(worker, organizationId, appId).getPreviousWebhookSecretEndsAt());
        return ends == null || !ends.isAfter(books.clock().instant()) ? null : ends;
    }

    /** What the app was told and what became of it, newest first, from behind {@code after} on. */
    public List<AppEventView> events(Principal owner, UUID organizationId, UUID appId, int limit, @Nullable UUID after) {
        return log.of(apps.get(owner, organizationId, appId).id(), limit, after);
    }

    /**
     * Sends an event once more at once, with the same id.
     *
     * @throws Refused
     *             {@code not_found}; {@code webhook_url_missing} where the app is told nothing
     */
    public AppEventView redeliver(Principal owner, UUID organizationId, UUID appId, UUID eventId) {
        return log.redeliver(apps.get(owner, organizationId, appId).id(), eventId);
    }
}
