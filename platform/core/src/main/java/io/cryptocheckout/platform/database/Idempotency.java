package io.cryptocheckout.platform.database;

import static io.cryptocheckout.jooq.request.Tables.IDEMPOTENCY;

import io.cryptocheckout.jooq.request.tables.records.IdempotencyRecord;
import io.cryptocheckout.platform.authority.Scope;
import io.cryptocheckout.platform.refusal.ErrorBody;
import io.cryptocheckout.platform.refusal.ErrorType;
import io.cryptocheckout.platform.refusal.Refusal;
import io.cryptocheckout.platform.refusal.Refused;
import io.cryptocheckout.platform.sealing.Sealing;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.function.Function;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Answers a repeated request with the kept answer instead of a second effect. The record commits in the transaction of
 * its effect, so that a crash leaves both or neither.
 *
 * <p>
 * A key whose first request still runs is refused with {@code idempotency_in_progress}; the same key with another
 * request, with {@code idempotency_key_reused}. Refusals of the type {@code conflict} and {@code not_found} are kept as
 * answers; failed validation and failures of ours are not.
 */
@Component
public class Idempotency {
    /** How long an answer is kept. */
    public static final Duration KEPT = Duration.ofHours(24);

    private static final String SEAL_PURPOSE = "idempotency";
    private static final int PRUNED_AT_ONCE = 5_000;

    private final Database database;
    private final Sealing sealing;
    private final Clock clock;

    public Idempotency(Database database, Sealing sealing, Clock clock) {
        this.database = database;
        this.sealing = sealing;
        this.clock = clock;
    }

    /** Does the work once per key and answers every repetition alike; without a key it simply does the work. */
    public Answer once(Scope scope, @Nullable IdempotencyKey key, Function<StoreTx, Answer> work) {
        return once(scope, key, false, work);
    }

    /** The same for an answer that carries a secret: it is kept sealed. */
    public Answer onceSecret(Scope scope, @Nullable IdempotencyKey key, Function<StoreTx, Answer> work) {
        return once(scope, key, true, work);
    }

    /**
     * The answer kept for a request, for a caller that cannot even begin its work; null where none is kept. It settles no race: work begins
     * with {@link #once}.
     *
     * @throws Refused
     *             {@code idempotency_key_reused} where the key was used for another request
     */
    public @Nullable Answer kept(Scope scope, IdempotencyKey key) {
        return database.in(scope, tx -> find(tx, key));
    }

    private Answer once(Scope scope, @Nullable IdempotencyKey key, boolean secret, Function<StoreTx, Answer> work) {
        if (key == null) {
            return database.in(scope, work);
        }
        try {
            return inTurn(scope, key, tx -> fresh(tx, key, secret, work));
        } catch (WorkRefused e) {
            // The refused work was rolled back; there is no effect that its answer would have to commit with.
            return inTurn(scope, key, tx -> keep(tx, key, secret, e.answer));
        }
    }

    /** One at a time per key: the lock is taken with the binding, in the transaction's first statement. */
    private Answer inTurn(Scope scope, IdempotencyKey key, Function<StoreTx, Answer> fresh) {
        return database.inLocked(scope, lockOf(scope, key), tx -> {
            Answer kept = find(tx, key);
            return kept == null ? fresh.apply(tx) : kept;
        });
    }

    private Answer fresh(StoreTx tx, IdempotencyKey key, boolean secret, Function<StoreTx, Answer> work) {
        Answer answer;
        try {
            answer = work.apply(tx);
        } catch (Refused refused) {
            ErrorType type = refused.refusal().type();
            if (type == ErrorType.CONFLICT || type == ErrorType.NOT_FOUND) {
                throw new WorkRefused(Answer.of(type.status(), ErrorBody.of(refused)));
            }
            throw refused;
        }
        return answer.isKept() ? keep(tx, key, secret, answer) : answer;
    }

    private @Nullable Answer find(StoreTx tx, IdempotencyKey key) {
        IdempotencyRecord kept = tx.sql().selectFrom(IDEMPOTENCY)
                .where(IDEMPOTENCY.STORE_ID.eq(tx.storeId()), IDEMPOTENCY.LIVEMODE.eq(tx.livemode()),
                        IDEMPOTENCY.PRINCIPAL.eq(key.principal()), IDEMPOTENCY.KEY.eq(key.key()),
                        IDEMPOTENCY.CREATED_AT.gt(clock.instant().minus(KEPT)))
                .fetchOne();
        if (kept == null) {
            return null;
        }
        if (!Arrays.equals(kept.getFingerprint(), key.fingerprint())) {
            throw new Refused(Refusal.IDEMPOTENCY_KEY_REUSED, "Idempotency-Key",
                    "This Idempotency-Key was used for another request; use a new key for a new request.");
        }
        byte[] body = kept.getSealed() ? sealing.open(kept.getBody(), tx.scope(), SEAL_PURPOSE) : kept.getBody();
        return Answer.of(kept.getStatus(), new String(body, StandardCharsets.UTF_8)).asReplayed();
    }

    private Answer keep(StoreTx tx, IdempotencyKey key, boolean secret, Answer answer) {
        byte[] plain = answer.body().getBytes(StandardCharsets.UTF_8);
        byte[] body = secret ? sealing.seal(plain, tx.scope(), SEAL_PURPOSE) : plain;
        Instant now = clock.instant();
        IdempotencyRecord kept = new IdempotencyRecord(tx.storeId(), tx.livemode(), key.principal(), key.key(),
                key.fingerprint(), (short) answer.status(), body, secret, now);
        // Under the lock only an outlived record can stand in the way; it gives its place to the new one.
        tx.sql().insertInto(IDEMPOTENCY).set(kept)
                .onConflict(IDEMPOTENCY.STORE_ID, IDEMPOTENCY.LIVEMODE, IDEMPOTENCY.PRINCIPAL, IDEMPOTENCY.KEY)
                .doUpdate().set(kept).execute();
        return answer;
    }

    /** Deletes what was kept long enough, a batch at a time. */
    void prune() {
        int deleted = PRUNED_AT_ONCE;
        while (deleted == PRUNED_AT_ONCE) {
            deleted = database.acrossTenants("kept answers of all stores end after a day", this::pruneSome);
        }
    }

    private int pruneSome(DSLContext worker) {
        return worker.deleteFrom(IDEMPOTENCY)
                .where(DSL.row(IDEMPOTENCY.STORE_ID, IDEMPOTENCY.LIVEMODE, IDEMPOTENCY.PRINCIPAL, IDEMPOTENCY.KEY)
                        .in(worker
                                .select(IDEMPOTENCY.STORE_ID, IDEMPOTENCY.LIVEMODE, IDEMPOTENCY.PRINCIPAL,
                                        IDEMPOTENCY.KEY)
                                .from(IDEMPOTENCY).where(IDEMPOTENCY.CREATED_AT.le(clock.instant().minus(KEPT)))
                                .limit(PRUNED_AT_ONCE)))
                .execute();
    }

    private static long lockOf(Scope scope, IdempotencyKey key) {
        MessageDigest digest = IdempotencyKey.sha256();
        digest.update((scope.storeId() + " " + scope.livemode() + " " + key.principal() + " " + key.key())
                .getBytes(StandardCharsets.UTF_8));
        return ByteBuffer.wrap(digest.digest()).getLong();
    }

    /** Carries a refusal that is an answer out of the transaction, so that it rolls back. */
    private static final class WorkRefused extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final transient Answer answer;

        WorkRefused(Answer answer) {
            super(null, null, false, false);
            this.answer = answer;
        }
    }
}
