package io.cryptocheckout.platform.oauth;

import static io.cryptocheckout.jooq.oauth.Tables.APP_AUTHORIZATION;
import static io.cryptocheckout.jooq.oauth.Tables.TOKEN;

import io.cryptocheckout.platform.database.Database;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Forgets what nobody can show any more. A refresh token that was exchanged stays known until its own expiry, because its return says that
 * somebody copied it.
 */
final class OldTokens {
    private static final Duration KEPT = Duration.ofDays(1);

    private final Database database;
    private final GrantEnds ends;
    private final Clock clock;

    OldTokens(Database database, GrantEnds ends, Clock clock) {
        this.database = database;
        this.ends = ends;
        this.clock = clock;
    }

    void forget() {
        ends.ofDeletedApps();
        Instant before = clock.instant().minus(KEPT);
        database.acrossTenants("tokens expire whatever store they are for", worker -> worker.deleteFrom(TOKEN)
                .where(TOKEN.EXPIRES_AT.lt(before).or(TOKEN.KIND.eq("state").and(TOKEN.EXPIRES_AT.lt(clock.instant())))).execute()
                + worker.deleteFrom(APP_AUTHORIZATION).where(APP_AUTHORIZATION.EXPIRES_AT.lt(clock.instant()))
                        .andNotExists(worker.selectOne().from(TOKEN).where(TOKEN.AUTHORIZATION_ID.eq(APP_AUTHORIZATION.ID))).execute());
    }
}
