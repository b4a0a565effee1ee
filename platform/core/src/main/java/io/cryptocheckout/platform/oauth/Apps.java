package io.cryptocheckout.platform.oauth;

import static io.cryptocheckout.jooq.oauth.Tables.APP;
import static io.cryptocheckout.jooq.oauth.Tables.APP_SECRET;

import io.cryptocheckout.jooq.oauth.tables.records.AppRecord;
import io.cryptocheckout.platform.authority.Permission;
import io.cryptocheckout.platform.database.Database;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The apps that can be connected. */
@Component
public class Apps {
    private static final String WHY = "an app serves many stores and belongs to none";

    private final Database database;
    private final Clock clock;

    Apps(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** The app of this id, or null where there is none any more. */
    @Nullable
    App find(UUID appId) {
        return database.lookAcrossTenants(WHY,
                worker -> worker.selectFrom(APP).where(APP.ID.eq(appId), APP.DELETED_AT.isNull()).fetchOne(Apps::view));
    }

    /** The SHA-256 hashes of the secrets with which it may sign in now. */
    List<byte[]> secretHashes(UUID appId) {
        return database.lookAcrossTenants(WHY, worker -> worker.select(APP_SECRET.HASH).from(APP_SECRET)
                .where(APP_SECRET.APP_ID.eq(appId), APP_SECRET.REVOKED_AT.isNull())
                .and(APP_SECRET.EXPIRES_AT.isNull().or(APP_SECRET.EXPIRES_AT.gt(clock.instant()))).fetch(APP_SECRET.HASH));
    }

    static App view(AppRecord row) {
        AppKind kind = AppKind.of(row.getKind());
        return new App(row.getId(), row.getOrganizationId(), kind, row.getSoftwareId(), row.getName(), row.getLogoUrl(),
                List.of(row.getRedirectUris()), kind == AppKind.CLI ? grantable() : Permission.known(row.getScopes()),
                row.getConfidential(), row.getVerified(), row.getWebhookUrl(), row.getCreatedAt(), row.getConnectedAt(),
                row.getRegisteredFor());
    }

    /** What the command line may ask for: all that this version can grant, so that no list of it grows old. */
    private static Set<Permission> grantable() {
        return Arrays.stream(Permission.values()).filter(Permission::grantable).collect(Collectors.toUnmodifiableSet());
    }
}
