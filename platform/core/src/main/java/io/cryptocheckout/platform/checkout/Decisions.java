package io.cryptocheckout.platform.checkout;

import static io.cryptocheckout.jooq.checkout.Tables.DECISION;

import io.cryptocheckout.platform.audit.AuditAct;
import io.cryptocheckout.platform.audit.AuditLog;
import io.cryptocheckout.platform.authority.Caller;
import io.cryptocheckout.platform.chain.ChainFacts;
import io.cryptocheckout.platform.checkout.SessionWriter.Overtaken;
import io.cryptocheckout.platform.checkout.Settling.Judged;
import io.cryptocheckout.platform.checkout.settlement.Counted;
import io.cryptocheckout.platform.checkout.settlement.Outcome;
import io.cryptocheckout.platform.checkout.settlement.Unmatched;
import io.cryptocheckout.platform.database.Answer;
import io.cryptocheckout.platform.database.Database;
import io.cryptocheckout.platform.database.Idempotency;
import io.cryptocheckout.platform.database.IdempotencyKey;
import io.cryptocheckout.platform.database.StoreTx;
import io.cryptocheckout.platform.id.IdKind;
import io.cryptocheckout.platform.id.Ids;
import io.cryptocheckout.platform.refusal.Refused;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Records what a merchant decides about a session and settles it at once, on facts as fresh as the payment loop's. */
final class Decisions {
    private static final int ATTEMPTS = 20;

    private final Database database;
    private final ChainFacts facts;
    private final Idempotency idempotency;
    private final Settling settling;
    private final Told told;

    /** How the answer is rendered, where the decision is written down, and when. */
    record Told(SessionJson json, AuditLog audit, Clock clock) {}

    Decisions(Database database, ChainFacts facts, Idempotency idempotency, Settling settling, Told told) {
        this.database = database;
        this.facts = facts;
        this.idempotency = idempotency;
        this.settling = settling;
        this.told = told;
    }

    /**
     * Runs the decision on the locked session in one transaction with its effect. Where the payment loop changed the session meanwhile, it
     * runs anew on newer facts.
     */
    Answer decide(Caller caller, UUID id, @Nullable IdempotencyKey key, Function<Deciding, SessionHistory> decision) {
        for (int attempt = 1;; attempt++) {
            CheckoutSession seen = database.in(caller.scope(), tx -> CheckoutSessions.find(tx, id));
            if (seen == null) {
                throw Refused.notFound("checkout session");
            }
            ChainSight sight = ChainSight.of(database, facts, List.of(seen.address()));
            try {
                return idempotency.once(caller.scope(), key, tx -> {
                    CheckoutSession locked = CheckoutSessions.lock(tx, id);
                    if (locked == null) {
                        throw Refused.notFound("checkout session");
                    }
                    Deciding deciding = new Deciding(tx, caller, CheckoutSessions.history(tx, locked.seenAs(seen.stamp())), sight);
                    return Answer.of(200, told.json().render(decision.apply(deciding)));
                });
            } catch (Overtaken e) {
                if (attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    /** A session in the hands of a merchant: locked, judged by what is known, and not yet changed. */
    final class Deciding {
        private final StoreTx tx;
        private final Caller caller;
        private final SessionHistory before;
        private final ChainSight sight;
        private final Judged judged;

        Deciding(StoreTx tx, Caller caller, SessionHistory before, ChainSight sight) {
            this.tx = tx;
            this.caller = caller;
            this.before = before;
            this.sight = sight;
            this.judged = judge();
        }

        private Judged judge() {
            return settling.judge(before, sight, CheckoutSessions.decisions(tx, before.session().id()));
        }

        CheckoutSession session() {
            return before.session();
        }

        Outcome outcome() {
            return judged.outcome();
        }

        /** The keys of everything that stands on the chain at the session's address. */
        Set<String> arrived() {
            return Stream.concat(outcome().payments().stream().map(Counted::key), outcome().unmatched().stream().map(Unmatched::key))
                    .collect(Collectors.toUnmodifiableSet());
        }

        SessionHistory unchanged() {
            return before;
        }

        SessionHistory cancel() {
            record("cancel", null, Set.of());
            return settling.apply(tx, before, judge(), "Canceled by the merchant.");
        }

        SessionHistory resolve(String reason) {
            record("resolve", reason, arrived());
            SessionHistory after = settling.apply(tx, before, judge(), "Accepted by the merchant: " + reason);
            told.audit().write(tx, caller.principal(),
                    new AuditAct("session.resolved", IdKind.CHECKOUT_SESSION.format(before.session().id()), Map.of("reason", reason)));
            return after;
        }

        private void record(String kind, @Nullable String reason, Set<String> accepted) {
            Instant now = Timestamps.stored(told.clock().instant());
            tx.sql().insertInto(DECISION).set(DECISION.STORE_ID, tx.storeId()).set(DECISION.LIVEMODE, tx.livemode())
                    .set(DECISION.SESSION_ID, before.session().id()).set(DECISION.ID, Ids.next(told.clock())).set(DECISION.KIND, kind)
                    .set(DECISION.REASON, reason).set(DECISION.ACCEPTED, accepted.stream().sorted().toArray(String[]::new))
                    .set(DECISION.DECIDED_BY, caller.principal().label()).set(DECISION.DECIDED_AT, now).execute();
        }
    }
}
