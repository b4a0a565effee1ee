package io.cryptocheckout.platform.database;

import io.cryptocheckout.platform.authority.Scope;
import java.util.UUID;
import org.jooq.DSLContext;

/** A running transaction of the operators' console. What it changes of a store, it changes bound to that one. */
public final class OperatorTx {
    private final DSLContext sql;

    OperatorTx(DSLContext sql) {
        this.sql = sql;
    }

    public DSLContext sql() {
        return sql;
    }

    /** The same transaction, from now on bound to this store; it is not told what happens after the commit. */
    public StoreTx of(UUID storeId) {
        return Database.bound(sql, new Scope(storeId, false));
    }
}
