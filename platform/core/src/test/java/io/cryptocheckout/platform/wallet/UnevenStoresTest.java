package io.cryptocheckout.platform.wallet;

import static io.cryptocheckout.platform.wallet.WalletBench.newAccount;
import static io.cryptocheckout.platform.wallet.WalletBench.owner;
import static io.cryptocheckout.platform.wallet.WalletBench.use;
import static org.assertj.core.api.Assertions.assertThat;

import io.cryptocheckout.platform.authority.Caller;
import io.cryptocheckout.platform.authority.Scope;
import io.cryptocheckout.platform.database.StoreTx;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * One store has sold for years while thousands have hardly begun. PostgreSQL then plans a statement that it has seen a few times for the
 * average store, which is tiny, and the plan must be right for the large one, too. What is counted are the rows that were read.
 */
class UnevenStoresTest {
    private static final int SHOWN = 20_000;
    private static final int READY = 2_000;
    private static final int STORES = 2_000;

    private final WalletBench bench = new WalletBench();
    private final Caller owner = owner(false);

    @BeforeEach
    void fill() {
        var sql = bench.everything();
        String database = sql.fetchSingle("select current_database()").get(0, String.class);
        sql.execute("alter database " + database + " set plan_cache_mode = force_generic_plan");
        WalletBench.Node node = bench.node("a");
        use(node, owner, newAccount(false));
        node.fill();
        sql.execute("""
                insert into wallet.address (store_id, livemode, account_id, child_index, address, state, changed_at)
                select store_id, livemode, account_id, 1000 + i, substring(sha256(('large' || i)::bytea) from 1 for 20),
                    case when i < ? then 'taken' else 'ready' end, now()
                from wallet.account, generate_series(0, ?) i""", SHOWN, SHOWN + READY - 1);
        sql.execute("""
                with store as (
                    insert into wallet.account (store_id, livemode, account_id, xpub, next_index, ready_wanted, created_at)
                    select gen_random_uuid(), false, sha256(('small' || n)::bytea), '\\x00', 4, 4, now()
                    from generate_series(1, ?) n returning *)
                insert into wallet.address (store_id, livemode, account_id, child_index, address, state, changed_at)
                select store_id, false, account_id, i, substring(sha256(account_id || i::text::bytea) from 1 for 20), 'ready', now()
                from store, generate_series(0, 3) i""", STORES);
        sql.execute(
                "update wallet.address set state = 'taken' where child_index < 1000 and account_id in (select account_id from wallet.wallet)");
        sql.execute("vacuum analyze wallet.address");
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void takingAFewOfManyAddressesReadsAFew() {
        assertThat(rowsRead(tx -> assertThat(AddressRows.take(tx, active(tx), 8, "a", bench.clock.instant())).hasSize(8)))
                .isLessThan(100);
        assertThat(rowsRead(tx -> assertThat(AddressRows.take(tx, active(tx), 512, "a", bench.clock.instant())).hasSize(512)))
                .isLessThan(5_000);
    }

    @Test
    void countingUpToALimitReadsNoMoreThanThat() {
        assertThat(rowsRead(tx -> assertThat(AddressRows.countReady(tx, active(tx).accountId(), 32)).isEqualTo(32))).isLessThan(100);
    }

    @Test
    void lookingForUncheckedAddressesReadsNoOthers() {
        assertThat(rowsRead(tx -> assertThat(AddressRows.unchecked(tx, active(tx).accountId(), 256)).isEmpty())).isLessThan(100);
    }

    @Test
    void whatWasCheckedIsFoundByItsIndexes() {
        Scope scope = owner.scope();
        bench.database.in(scope, tx -> {
            tx.sql().execute("update wallet.address set state = 'derived' where state = 'ready' and store_id = ? and child_index < ?",
                    scope.storeId(), 1000 + SHOWN + 100);
            return true;
        });
        assertThat(rowsRead(tx -> {
            List<AddressRows.Derived> some = AddressRows.unchecked(tx, active(tx).accountId(), 20);
            assertThat(some).hasSize(20);
            AddressRows.checked(tx, active(tx).accountId(), some, "ready", bench.clock.instant());
        })).isLessThan(500);
    }

    private static WalletRows.Active active(StoreTx tx) {
        return Objects.requireNonNull(WalletRows.active(tx));
    }

    /** How many rows of addresses the work read, as PostgreSQL counts them. */
    private long rowsRead(Consumer<StoreTx> work) {
        return bench.database.in(owner.scope(), tx -> {
            work.accept(tx);
            return tx.sql().fetchSingle("select seq_tup_read + idx_tup_fetch from pg_stat_xact_user_tables"
                    + " where schemaname = 'wallet' and relname = 'address'").get(0, Long.class);
        });
    }
}
