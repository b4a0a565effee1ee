package io.cryptocheckout.bench;

import fr.acinq.bitcoin.DeterministicWallet;
import fr.acinq.bitcoin.KeyPath;
import io.cryptocheckout.platform.authority.Scope;
import io.cryptocheckout.platform.sealing.Sealing;
import io.cryptocheckout.platform.sealing.SealingProperties;
import io.cryptocheckout.platform.wallet.keys.AccountPublicKey;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * Many stores as they stand after their first day, written straight into the database because the load needs them and not their making: each
 * with an API key, a sealed account key of its own from which more addresses can be derived, and a pool of the usual size. The addresses in
 * that pool are random instead of derived; nothing looks at where they came from.
 */
final class Stores {

    private static final int READY = 32;

    private Stores() {}

    /** One store's values that SQL cannot make. */
    record Store(UUID id, byte[] accountId, byte[] sealedXpub, String key, byte[] keyHash) {}

    /** Adds the stores; once for a platform. */
    static List<Store> add(Platform platform, int count) throws Exception {
        List<Store> stores = make(platform, count);
        platform.sql("create table bench_store (store_id uuid, account bytea, xpub bytea, hash bytea)");
        try (Connection connection = platform.connect();
                PreparedStatement insert = connection.prepareStatement("insert into bench_store values (?, ?, ?, ?)")) {
            connection.setAutoCommit(false);
            for (Store store : stores) {
                insert.setObject(1, store.id());
                insert.setBytes(2, store.accountId());
                insert.setBytes(3, store.sealedXpub());
                insert.setBytes(4, store.keyHash());
                insert.addBatch();
            }
            insert.executeBatch();
            connection.commit();
        }
        fill(platform);
        return stores;
    }

    private static List<Store> make(Platform platform, int count) throws Exception {
        Class<?> text = Class.forName("io.cryptocheckout.platform.access.KeyText");
        Method next = text.getDeclaredMethod("next", boolean.class);
        Method hash = text.getDeclaredMethod("hash", String.class);
        next.setAccessible(true);
        hash.setAccessible(true);
        String key = Files.readString(platform.data.resolve("secrets").resolve("sealing-key")).strip();
        Sealing sealing = new Sealing(new SealingProperties(key.replace('-', '+').replace('_', '/') + "=", List.of()));
        byte[] seed = new byte[32];
        new SecureRandom().nextBytes(seed);
        var coin = DeterministicWallet.derivePrivateKey(DeterministicWallet.generate(seed), KeyPath.fromPath("m/44'/1'"));
        return IntStream.range(0, count).parallel().mapToObj(number -> {
            try {
                Scope scope = new Scope(UUID.randomUUID(), false);
                var account = DeterministicWallet.derivePrivateKey(coin, DeterministicWallet.hardened(number));
                AccountPublicKey xpub = AccountPublicKey
                        .parse(DeterministicWallet.encode(DeterministicWallet.publicKey(account), DeterministicWallet.xpub));
                String apiKey = (String) next.invoke(null, false);
                return new Store(scope.storeId(), xpub.id(), sealing.seal(xpub.bytes(), scope, "wallet.xpub"), apiKey,
                        (byte[]) hash.invoke(null, apiKey));
            } catch (ReflectiveOperationException changed) {
                throw new IllegalStateException("API keys are made otherwise now", changed);
            }
        }).toList();
    }

    private static void fill(Platform platform) throws java.sql.SQLException {
        String yesterday = "now() - interval '1 day'";
        platform.sql(
                "insert into tenancy.store (store_id, organization_id, name, checkout_version, created_at, updated_at)"
                        + " select b.store_id, o.id, 'Store', '2026-11-01', " + yesterday + ", " + yesterday + " from bench_store b,"
                        + " (select id from tenancy.organization limit 1) o",
                "insert into access.api_key (store_id, livemode, id, name, prefix, last_four, hash, scopes, allowed_ips, created_by, created_at)"
                        + " select store_id, false, uuidv7(), 'bench', 'ck_test_benc', 'last', hash, array['sessions:write'], '{}', uuidv7(), "
                        + yesterday + " from bench_store",
                "insert into wallet.account (store_id, livemode, account_id, xpub, next_index, ready_wanted, created_at)"
                        + " select store_id, false, account, xpub, " + READY + ", " + READY + ", " + yesterday + " from bench_store",
                "insert into wallet.wallet (store_id, livemode, wallet_id, account_id, xpub, path, first_address, custody, status,"
                        + " proposed_by, proposed_at, effective_at) select store_id, false, uuidv7(), account, xpub, 'm/44''/1''/0''',"
                        + " substring(account from 1 for 20), 'watch_only', 'active', 'bench', " + yesterday + ", " + yesterday
                        + " from bench_store",
                "insert into wallet.address (store_id, livemode, account_id, child_index, address, state, changed_at)"
                        + " select store_id, false, account, i, substring(sha256(account || i::text::bytea) from 1 for 20), 'ready', "
                        + yesterday + " from bench_store, generate_series(0, " + (READY - 1) + ") i",
                "vacuum analyze");
    }
}
