package io.cryptocheckout.platform.oauth;

import static io.cryptocheckout.jooq.oauth.Tables.APP_SECRET;

import io.cryptocheckout.platform.id.Ids;
import io.cryptocheckout.platform.refusal.Refusal;
import io.cryptocheckout.platform.refusal.Refused;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.springframework.stereotype.Component;

/**
 * The rows of client secrets, in the running transaction of the worker. A confidential client has one newest secret, and beside it
 * those that were rolled and whose overlap is not over.
 */
@Component
class AppSecrets {
    private static final Duration LONGEST_OVERLAP = Duration.ofDays(7);

    private final Clock clock;

    AppSecrets(Clock clock) {
        this.clock = clock;
    }

    static void requireOverlap(Duration overlap) {
        if (overlap.isNegative() || overlap.compareTo(LONGEST_OVERLAP) > 0) {
            throw new Refused(Refusal.FIELD_INVALID, "overlap", "The overlap is between nothing and 7 days.");
        }
    }

    /** A new one; the answer is the only place where it ever stands. */
    String make(DSLContext worker, UUID appId) {
        String secret = Secrets.next(Secrets.CLIENT_SECRET);
        worker.insertInto(APP_SECRET).set(APP_SECRET.APP_ID, appId).set(APP_SECRET.ID, Ids.next(clock))
                .set(APP_SECRET.LAST_FOUR, Secrets.lastFour(secret)).set(APP_SECRET.HASH, Secrets.hash(secret))
                .set(APP_SECRET.CREATED_AT, clock.instant()).execute();
        return secret;
    }

    /** Those that work now, the newest first. */
    List<AppSecretView> working(DSLContext worker, UUID appId) {
        return worker.selectFrom(APP_SECRET).where(APP_SECRET.APP_ID.eq(appId), works())
                .orderBy(APP_SECRET.EXPIRES_AT.isNull().desc(), APP_SECRET.ID.desc())
                .fetch(row -> new AppSecretView(row.getId(), row.getLastFour(), row.getCreatedAt(), row.getExpiresAt()));
    }

    /**
     * Another one takes over, and this one works for the overlap. Only the newest is rolled, so that a button pressed twice makes one.
     *
     * @throws Refused
     *             {@code not_found}; {@code api_key_ended} where it was rolled already
     */
    String roll(DSLContext worker, UUID appId, UUID secretId, Duration overlap) {
        requireThere(worker, appId, secretId);
        Instant end = clock.instant().plus(overlap);
        int rolled = worker.update(APP_SECRET).set(APP_SECRET.EXPIRES_AT, end)
                .where(row(appId, secretId), works(), APP_SECRET.EXPIRES_AT.isNull()).execute();
        if (rolled == 0) {
            throw new Refused(Refusal.API_KEY_ENDED, null, "This secret has ended, or was rolled already; roll the one that took over.");
        }
        return make(worker, appId);
    }

    /** Ends one that was rolled before its overlap is over; answers whether it still worked. */
    boolean end(DSLContext worker, UUID appId, UUID secretId) {
        requireThere(worker, appId, secretId);
        if (worker.fetchExists(APP_SECRET, row(appId, secretId), works(), APP_SECRET.EXPIRES_AT.isNull())) {
            throw new Refused(Refusal.FIELD_INVALID, "secret",
                    "The newest secret cannot be ended alone: the app could not sign in any more. Roll it without an overlap instead.");
        }
        return worker.update(APP_SECRET).set(APP_SECRET.REVOKED_AT, clock.instant()).where(row(appId, secretId), works()).execute() > 0;
    }

    void endAll(DSLContext worker, UUID appId) {
        worker.update(APP_SECRET).set(APP_SECRET.REVOKED_AT, clock.instant())
                .where(APP_SECRET.APP_ID.eq(appId), APP_SECRET.REVOKED_AT.isNull()).execute();
    }

    private static void requireThere(DSLContext worker, UUID appId, UUID secretId) {
        if (!worker.fetchExists(APP_SECRET, row(appId, secretId))) {
            throw Refused.notFound("secret of this app");
        }
    }

    private static Condition row(UUID appId, UUID secretId) {
        return APP_SECRET.APP_ID.eq(appId).and(APP_SECRET.ID.eq(secretId));
    }

    private Condition works() {
        return APP_SECRET.REVOKED_AT.isNull().and(APP_SECRET.EXPIRES_AT.isNull().or(APP_SECRET.EXPIRES_AT.gt(clock.instant())));
    }
}
