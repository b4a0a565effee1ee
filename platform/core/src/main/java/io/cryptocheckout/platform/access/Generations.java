package io.cryptocheckout.platform.access;

import static io.cryptocheckout.jooq.access.Tables.ACCOUNT;
import static io.cryptocheckout.jooq.access.Tables.SPRING_SESSION;

import java.util.UUID;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/** Ends sessions: the account's number moves on, so that even one that is being begun is over; and the rows go. */
final class Generations {

    private Generations() {}

    /**
     * The new number, in the running transaction of the worker.
     *
     * @param kept
     *            the id of a session whose row stays, because it goes on under the new number; null for none
     */
    static int next(DSLContext worker, UUID accountId, @Nullable String kept) {
        var others = SPRING_SESSION.PRINCIPAL_NAME.eq(accountId.toString());
        worker.deleteFrom(SPRING_SESSION).where(kept == null ? others : others.and(SPRING_SESSION.SESSION_ID.ne(kept))).execute();
        Integer next = worker.update(ACCOUNT).set(ACCOUNT.SESSIONS_GENERATION, ACCOUNT.SESSIONS_GENERATION.plus(1))
                .where(ACCOUNT.ID.eq(accountId)).returningResult(ACCOUNT.SESSIONS_GENERATION).fetchOne(ACCOUNT.SESSIONS_GENERATION);
        if (next == null) {
            throw new IllegalStateException("the account of a session is gone");
        }
        return next;
    }
}
