package io.cryptocheckout.platform.database;

import io.cryptocheckout.platform.authority.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jooq.DSLContext;

/**
 * A running transaction already bound to one store and mode. Row level security sees the binding; queries still name
 * the store.
 */
public final class StoreTx {
    private final Scope scope;
    private final DSLContext sql;
    private final List<Runnable> afterCommit = new ArrayList<>();

    StoreTx(Scope scope, DSLContext sql) {
        this.scope = scope;
        this.sql = sql;
    }

    public Scope scope() {
        return scope;
    }

    public UUID storeId() {
        return scope.storeId();
    }

    public boolean livemode() {
        return scope.livemode();
    }

    public DSLContext sql() {
        return sql;
    }

    /**
     * Runs once the transaction is durable. Only for hints that may be lost, such as waking a loop: the row is the
     * promise.
     */
    public void afterCommit(Runnable hint) {
        afterCommit.add(hint);
    }

    void committed() {
        afterCommit.forEach(Runnable::run);
    }
}
