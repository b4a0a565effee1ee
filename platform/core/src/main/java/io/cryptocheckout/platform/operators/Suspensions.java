package io.cryptocheckout.platform.operators;

import io.cryptocheckout.platform.audit.AuditAct;
import io.cryptocheckout.platform.audit.AuditLog;
import io.cryptocheckout.platform.database.Database;
import io.cryptocheckout.platform.database.StoreTx;
import io.cryptocheckout.platform.id.IdKind;
import io.cryptocheckout.platform.tenancy.StoreStanding;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import org.springframework.stereotype.Component;

/** Stops a store from making anything new, and lets it go on. Its people read in their own log that it happened, and why. */
@Component
public class Suspensions {
    private final Database database;
    private final AuditLog audit;
    private final OperatorActs acts;
    private final Clock clock;

    Suspensions(Database database, AuditLog audit, OperatorActs acts, Clock clock) {
        this.database = database;
        this.audit = audit;
        this.acts = acts;
        this.clock = clock;
    }

    /**
     * Suspends a store from its next request on. Doing it again changes nothing, the reason included.
     *
     * @param reason
     *            one line that the store's people read
     */
    public void suspend(Operator who, UUID storeId, String reason) {
        act(who, storeId, "store.suspended", Map.of("reason", reason.strip()), tx -> StoreStanding.suspend(tx, reason, clock.instant()));
    }

    /** Lets a store make new things again. Doing it again changes nothing. */
    public void resume(Operator who, UUID storeId) {
        act(who, storeId, "store.resumed", Map.of(), StoreStanding::resume);
    }

    private void act(Operator who, UUID storeId, String action, Map<String, String> details, Predicate<StoreTx> change) {
        AuditAct act = new AuditAct(action, IdKind.STORE.format(storeId), details);
        database.asOperator("an operator changes how a store stands", operators -> {
            StoreTx tx = operators.of(storeId);
            StoreStanding.requireStore(tx);
            boolean changed = change.test(tx);
            if (changed) {
                acts.write(tx.sql(), who, act);
                audit.write(tx, who.inStores(), act);
            }
            return changed;
        });
    }
}
