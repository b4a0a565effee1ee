package io.cryptocheckout.platform.oauth;

import static io.cryptocheckout.jooq.oauth.Tables.APP_AUTHORIZATION;
import static io.cryptocheckout.jooq.oauth.Tables.APP_GRANT;
import static io.cryptocheckout.jooq.oauth.Tables.TOKEN;

import io.cryptocheckout.platform.database.Database;
import io.cryptocheckout.platform.id.Ids;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.stereotype.Component;

/**
 * The rows of devices that wait for their person (RFC 8628). That the person agreed is nothing but the grant with the authorization's id;
 * that he refused are codes that ended without having given anything.
 */
@Component
final class DeviceRows {
    static final String GRANT_TYPE = AuthorizationGrantType.DEVICE_CODE.getValue();

    private static final String WHY = "a device asks before a store is chosen";

    private final Database database;
    private final TokenRows tokens;
    private final Clock clock;

    DeviceRows(Database database, Clock clock) {
        this.database = database;
        this.tokens = new TokenRows(clock);
        this.clock = clock;
    }

    Clock clock() {
        return clock;
    }

    /** Writes down what a device asks for, and of its codes the hashes; false where the short code is known already. */
    boolean begin(UUID appId, Set<String> scopes, String deviceCode, String userCode, Instant until) {
        UUID id = Ids.next(clock);
        return database.acrossTenants(WHY, worker -> {
            if (worker.fetchExists(TOKEN, TOKEN.HASH.eq(Secrets.hash(userCode)))) {
                return false;
            }
            worker.insertInto(APP_AUTHORIZATION).set(APP_AUTHORIZATION.ID, id).set(APP_AUTHORIZATION.APP_ID, appId)
                    .set(APP_AUTHORIZATION.GRANT_TYPE, GRANT_TYPE).set(APP_AUTHORIZATION.REQUEST, AuthorizationRequestJson.ofDevice(scopes))
                    .set(APP_AUTHORIZATION.SCOPES, new String[0]).set(APP_AUTHORIZATION.CREATED_AT, clock.instant())
                    .set(APP_AUTHORIZATION.EXPIRES_AT, until).execute();
            insert(worker, id, "device_code", deviceCode, until);
            insert(worker, id, "user_code", userCode, until);
            return true;
        });
    }

    /** Gives the code's authorization to this person, who is asked under this state; false where the code works no more, or never did. */
    boolean enter(String userCode, UUID accountId, String state) {
        return database.acrossTenants(WHY, worker -> {
            Record found = worker.select(APP_AUTHORIZATION.ID, TOKEN.EXPIRES_AT).from(TOKEN).join(APP_AUTHORIZATION)
                    .on(APP_AUTHORIZATION.ID.eq(TOKEN.AUTHORIZATION_ID)).where(works(userCode, "user_code"))
                    .and(APP_AUTHORIZATION.ACCOUNT_ID.isNull().or(APP_AUTHORIZATION.ACCOUNT_ID.eq(accountId)))
                    .forUpdate().of(APP_AUTHORIZATION).fetchOne();
            UUID id = found == null ? null : found.get(APP_AUTHORIZATION.ID);
            if (found == null || id == null || worker.fetchExists(APP_GRANT, APP_GRANT.ID.eq(id))) {
                return false;
            }
            worker.update(APP_AUTHORIZATION).set(APP_AUTHORIZATION.ACCOUNT_ID, accountId).where(APP_AUTHORIZATION.ID.eq(id)).execute();
            end(worker, id, TOKEN.KIND.eq("state"));
            insert(worker, id, "state", state, found.get(TOKEN.EXPIRES_AT));
            return true;
        });
    }

    /** Takes this person's state, which is answered once; null where it was answered before, or is nobody's or another's. */
    @Nullable
    UUID take(String state, UUID accountId) {
        return database.acrossTenants(WHY, worker -> {
            UUID id = worker.select(APP_AUTHORIZATION.ID).from(TOKEN).join(APP_AUTHORIZATION)
                    .on(APP_AUTHORIZATION.ID.eq(TOKEN.AUTHORIZATION_ID)).where(works(state, "state"))
                    .and(APP_AUTHORIZATION.ACCOUNT_ID.eq(accountId)).forUpdate().of(APP_AUTHORIZATION).fetchOne(APP_AUTHORIZATION.ID);
            return id == null || end(worker, id, TOKEN.KIND.eq("state")) == 0 ? null : id;
        });
    }

    /** Ends the codes of a device whose person refused, or which a stranger showed. */
    void refuse(UUID id) {
        database.acrossTenants(WHY, worker -> end(worker, id, TOKEN.KIND.in("device_code", "user_code", "state")));
    }

    /** What a device's question finds; null where nobody has this code. A question that is answered by waiting is noted. */
    DevicePoll.@Nullable Answer poll(String deviceCode, UUID appId) {
        return database.acrossTenants(WHY, worker -> {
            DevicePoll asked = find(worker, deviceCode, appId);
            if (asked == null) {
                return null;
            }
            DevicePoll.Answer answer = asked.answer(clock.instant());
            boolean tooFast = answer == DevicePoll.Answer.SLOW_DOWN;
            if (tooFast || answer == DevicePoll.Answer.AUTHORIZATION_PENDING) {
                Duration interval = tooFast ? asked.interval().plus(DevicePoll.SLOWER_BY) : asked.interval();
                worker.update(APP_AUTHORIZATION).set(APP_AUTHORIZATION.POLLED_AT, clock.instant())
                        .set(APP_AUTHORIZATION.POLL_SECONDS, Math.toIntExact(interval.toSeconds()))
                        .where(APP_AUTHORIZATION.ID.eq(asked.authorizationId())).execute();
            }
            if (answer == DevicePoll.Answer.FOREIGN) {
                end(worker, asked.authorizationId(), TOKEN.KIND.in("device_code", "user_code", "state"));
            }
            return answer;
        });
    }

    /** The authorization that a code belonged to. */
    @Nullable
    UUID authorization(String deviceCode) {
        return database.lookAcrossTenants(WHY, worker -> worker.select(TOKEN.AUTHORIZATION_ID).from(TOKEN)
                .where(TOKEN.HASH.eq(Secrets.hash(deviceCode)), TOKEN.KIND.eq("device_code")).fetchOne(TOKEN.AUTHORIZATION_ID));
    }

    private static @Nullable DevicePoll find(DSLContext worker, String deviceCode, UUID appId) {
        return worker
                .select(TOKEN.EXPIRES_AT, TOKEN.USED_AT, TOKEN.ENDED_AT, APP_AUTHORIZATION.asterisk(), APP_GRANT.ID, APP_GRANT.ENDED_AT)
                .from(TOKEN).join(APP_AUTHORIZATION).on(APP_AUTHORIZATION.ID.eq(TOKEN.AUTHORIZATION_ID)).leftJoin(APP_GRANT)
                .on(APP_GRANT.ID.eq(APP_AUTHORIZATION.ID)).where(TOKEN.HASH.eq(Secrets.hash(deviceCode)), TOKEN.KIND.eq("device_code"))
                .forUpdate().of(APP_AUTHORIZATION).fetchOne(found -> new DevicePoll(found.get(APP_AUTHORIZATION.ID),
                        new DevicePoll.Code(found.get(APP_AUTHORIZATION.APP_ID).equals(appId), found.get(TOKEN.EXPIRES_AT),
                                found.get(TOKEN.USED_AT) != null, found.get(TOKEN.ENDED_AT) != null),
                        found.get(APP_GRANT.ID) != null, found.get(APP_GRANT.ENDED_AT) != null, found.get(APP_AUTHORIZATION.POLLED_AT),
                        Duration.ofSeconds(found.get(APP_AUTHORIZATION.POLL_SECONDS))));
    }

    private Condition works(String secret, String kind) {
        return TOKEN.HASH.eq(Secrets.hash(secret)).and(TOKEN.KIND.eq(kind)).and(TOKEN.ENDED_AT.isNull())
                .and(TOKEN.EXPIRES_AT.gt(clock.instant())).and(APP_AUTHORIZATION.GRANT_TYPE.eq(GRANT_TYPE));
    }

    private int end(DSLContext worker, UUID id, Condition which) {
        return tokens.end(worker, TOKEN.AUTHORIZATION_ID.eq(id).and(which));
    }

    /** Fails on a code that another device was given in the same moment. */
    private void insert(DSLContext worker, UUID id, String kind, String secret, Instant until) {
        worker.insertInto(TOKEN).set(TOKEN.HASH, Secrets.hash(secret)).set(TOKEN.AUTHORIZATION_ID, id).set(TOKEN.KIND, kind)
                .set(TOKEN.ISSUED_AT, clock.instant()).set(TOKEN.EXPIRES_AT, until).execute();
    }
}
