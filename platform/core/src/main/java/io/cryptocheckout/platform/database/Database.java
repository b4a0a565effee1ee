package io.cryptocheckout.platform.database;

import io.cryptocheckout.platform.authority.Scope;
import io.cryptocheckout.platform.refusal.Refusal;
import io.cryptocheckout.platform.refusal.Refused;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.function.Function;
import org.jooq.ConnectionProvider;
import org.jooq.DSLContext;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;
import org.jooq.impl.DefaultConnectionProvider;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens transactions. {@link #in} binds the application's role to one store and mode for exactly one transaction;
 * {@link #acrossTenants} uses the worker's role, whose grants are narrow; {@link #asOperator} the
 * operators' role, which sees what the console shows.
 */
public final class Database {
    private static final Logger LOG = LoggerFactory.getLogger(Database.class);
    private static final String BIND = "select set_config('app.store_id', ?, true), set_config('app.livemode', ?, true)";
    private static final String BIND_AND_LOCK = BIND + ", pg_try_advisory_xact_lock(?)";

    /** Until the end of the transaction: a connection that goes back to the pool is the worker's again. */
    private static final String STEP_INTO_OPERATOR = "set local role checkout_operator";

    private final DSLContext app;
    private final DSLContext worker;

    public Database(DSLContext app, DSLContext worker) {
        this.app = app;
        this.worker = worker;
    }

    /** Runs the work in one transaction in which only the scope's rows exist; an exception rolls it back. */
    public <T> T in(Scope scope, Function<StoreTx, T> work) {
        return committed(transaction(app, sql -> {
            bind(sql, BIND, scope, null);
            StoreTx tx = new StoreTx(scope, sql);
            return new Done<>(tx, work.apply(tx));
        }));
    }

    /**
     * The same while holding a lock until the end of the transaction; refuses with {@code idempotency_in_progress} where
     * another transaction holds it.
     */
    <T> T inLocked(Scope scope, long lock, Function<StoreTx, T> work) {
        return committed(transaction(app, sql -> {
            if (!bind(sql, BIND_AND_LOCK, scope, lock)) {
                throw new Refused(Refusal.IDEMPOTENCY_IN_PROGRESS, "Idempotency-Key",
                        "The first request with this Idempotency-Key is still running; repeat this one in a moment.");
            }
            StoreTx tx = new StoreTx(scope, sql);
            return new Done<>(tx, work.apply(tx));
        }));
    }

    /** Plain JDBC: every request begins with this statement, and jOOQ would read its text anew each time. */
    private static boolean bind(DSLContext sql, String statement, Scope scope, @Nullable Long lock) {
        return sql.connectionResult(connection -> {
            try (PreparedStatement binding = connection.prepareStatement(statement)) {
                binding.setString(1, scope.storeId().toString());
                binding.setString(2, Boolean.toString(scope.livemode()));
                if (lock != null) {
                    binding.setLong(3, lock);
                }
                try (ResultSet bound = binding.executeQuery()) {
                    return bound.next() && (lock == null || bound.getBoolean(3));
                }
            } catch (SQLException e) {
                throw new DataAccessException("The transaction could not be bound to its store: " + e.getMessage(), e);
            }
        });
    }

    /**
     * Runs the work as the worker in one transaction that is bound to no store: claiming due rows, and the listed
     * look-ups that come before the store is known.
     *
     * @param why
     *            one sentence for the reader of the code, kept beside the call
     */
    public <T> T acrossTenants(String why, Function<DSLContext, T> work) {
        return transaction(worker, work);
    }

    /**
     * Runs one statement that only reads, as the worker and outside a transaction: it sees what is committed now, and costs one
     * round trip.
     *
     * @param why
     *            one sentence for the reader of the code, kept beside the call
     */
    public <T extends @Nullable Object> T lookAcrossTenants(String why, Function<DSLContext, T> query) {
        return query.apply(worker);
    }

    /**
     * Runs the work for the operators' console: in the role that holds the console's columns and nothing else, for one transaction.
     *
     * @param why
     *            one sentence for the reader of the code, kept beside the call
     */
    public <T> T asOperator(String why, Function<OperatorTx, T> work) {
        return transaction(worker, sql -> {
            sql.execute(STEP_INTO_OPERATOR);
            return work.apply(new OperatorTx(sql));
        });
    }

    static StoreTx bound(DSLContext sql, Scope scope) {
        bind(sql, BIND, scope, null);
        return new StoreTx(scope, sql);
    }

    /** One connection, one transaction. jOOQ's own would ask the server for the isolation level first, a round trip each time. */
    private static <T> T transaction(DSLContext pool, Function<DSLContext, T> work) {
        ConnectionProvider connections = pool.configuration().connectionProvider();
        Connection connection = connections.acquire();
        if (connection == null) {
            throw new IllegalStateException("There is no connection to the database");
        }
        try {
            connection.setAutoCommit(false);
            T result = work.apply(DSL.using(pool.configuration().derive(new DefaultConnectionProvider(connection))));
            connection.commit();
            return result;
        } catch (SQLException e) {
            rollBack(connection, e);
            throw new DataAccessException("The transaction failed: " + e.getMessage(), e);
        } catch (RuntimeException | Error e) {
            rollBack(connection, e);
            throw e;
        } finally {
            release(connections, connection);
        }
    }

    private static void rollBack(Connection connection, Throwable why) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            why.addSuppressed(e);
        }
    }

    /** A connection that cannot be set back is a broken one, and the pool drops it. */
    private static void release(ConnectionProvider connections, Connection connection) {
        try {
            connection.setAutoCommit(true);
        } catch (SQLException e) {
            LOG.debug("A connection broke in its transaction", e);
        } finally {
            connections.release(connection);
        }
    }

    private static <T> T committed(Done<T> done) {
        done.tx.committed();
        return done.result;
    }

    private record Done<T>(StoreTx tx, T result) {}
}
