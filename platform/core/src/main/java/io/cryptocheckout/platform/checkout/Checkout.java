package io.cryptocheckout.platform.checkout;

import io.cryptocheckout.platform.authority.Caller;
import io.cryptocheckout.platform.authority.Permission;
import io.cryptocheckout.platform.chain.Rescan;
import io.cryptocheckout.platform.checkout.Decisions.Deciding;
import io.cryptocheckout.platform.checkout.settlement.Outcome;
import io.cryptocheckout.platform.database.Answer;
import io.cryptocheckout.platform.database.Database;
import io.cryptocheckout.platform.database.Idempotency;
import io.cryptocheckout.platform.database.IdempotencyKey;
import io.cryptocheckout.platform.refusal.Refusal;
import io.cryptocheckout.platform.refusal.Refused;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a merchant does with checkout sessions. Nothing here waits for a node or a price source. */
public final class Checkout {
    private static final int LONGEST_REASON = 500;

    private final Database database;
    private final Opening opening;
    private final Decisions decisions;
    private final Showing showing;
    private final Asking asking;

    /** How a look at the chain is asked for. */
    record Asking(Idempotency idempotency, Rescan rescan) {}

    Checkout(Database database, Opening opening, Decisions decisions, Showing showing, Asking asking) {
        this.database = database;
        this.opening = opening;
        this.decisions = decisions;
        this.showing = showing;
        this.asking = asking;
    }

    /** One page of sessions, newest first. */
    public record Page(List<SessionHistory> sessions, boolean hasMore) {}

    /** Opens a session, or hands back the open one of the same reference; answers 201 with the session. */
    public Answer open(Caller caller, NewSession wanted, @Nullable IdempotencyKey key) {
        caller.require(Permission.SESSIONS_WRITE);
        return opening.open(caller.scope(), wanted, key);
    }

    /**
     * The session as it stands; a quote whose lock has run out is renewed.
     *
     * @throws Refused
     *             {@code not_found}
     */
    public SessionHistory find(Caller caller, UUID id) {
        caller.require(Permission.SESSIONS_READ);
        SessionHistory history = showing.show(caller.scope(), id);
        if (history == null) {
            throw Refused.notFound("checkout session");
        }
        return history;
    }

    public Page list(Caller caller, SessionQuery query) {
        caller.require(Permission.SESSIONS_READ);
        int limit = query.page().limit();
        List<SessionHistory> found = database.in(caller.scope(),
                tx -> CheckoutSessions.histories(tx, CheckoutSessions.list(tx, query, limit + 1)));
        return new Page(found.subList(0, Math.min(limit, found.size())), found.size() > limit);
    }

    /**
     * Closes a session that has received nothing. A transfer mined before that moment still wins.
     *
     * @throws Refused
     *             {@code session_not_cancelable} where something has arrived or the session is closed in another way
     */
    public Answer cancel(Caller caller, UUID id, @Nullable IdempotencyKey key) {
        caller.require(Permission.SESSIONS_WRITE);
        return decisions.decide(caller, id, key, deciding -> {
            SessionStatus stored = deciding.session().status();
            if (stored == SessionStatus.CANCELED) {
                return deciding.unchanged();
            }
            Outcome outcome = deciding.outcome();
            boolean waiting = outcome.status() == SessionStatus.PENDING || outcome.status() == SessionStatus.DETECTED;
            if (!waiting || !outcome.payments().isEmpty()) {
                throw new Refused(Refusal.SESSION_NOT_CANCELABLE, null,
                        "Only a session that has received nothing and is still open can be canceled; this one is "
                                + outcome.status().wireName()
                                + ".");
            }
            return deciding.cancel();
        });
    }

    /**
     * Accepts what has arrived as the full payment.
     *
     * @param reason
     *            why; kept in the timeline
     * @throws Refused
     *             {@code nothing_received}, {@code session_already_paid} or {@code session_canceled}
     */
    public Answer resolve(Caller caller, UUID id, String reason, @Nullable IdempotencyKey key) {
        caller.require(Permission.SESSIONS_WRITE);
        NewSessionRules.line(reason, "reason", LONGEST_REASON);
        return decisions.decide(caller, id, key, deciding -> resolved(deciding, reason));
    }

    private static SessionHistory resolved(Deciding deciding, String reason) {
        SessionStatus status = deciding.outcome().status();
        if (status.isPaid() || deciding.session().status().isPaid()) {
            throw new Refused(Refusal.SESSION_ALREADY_PAID, null, "This session is paid already; there is nothing to decide.");
        }
        if (status == SessionStatus.CANCELED) {
            throw new Refused(Refusal.SESSION_CANCELED, null,
                    "This session was canceled; what arrived since then waits in the funds inbox.");
        }
        if (deciding.arrived().isEmpty()) {
            throw new Refused(Refusal.NOTHING_RECEIVED, null, "Nothing has arrived at this session's address that could be accepted.");
        }
        return deciding.resolve(reason);
    }

    /** Asks for a new look at the session's address on every network; answers 202 with the session as it stands. */
    public Answer check(Caller caller, UUID id, @Nullable IdempotencyKey key) {
        caller.require(Permission.SESSIONS_WRITE);
        SessionHistory history = showing.show(caller.scope(), id);
        if (history == null) {
            throw Refused.notFound("checkout session");
        }
        asking.rescan().lookNow(history.session().address());
        return asking.idempotency().once(caller.scope(), key, tx -> Answer.of(202, showing.wake(tx, history)));
    }
}
