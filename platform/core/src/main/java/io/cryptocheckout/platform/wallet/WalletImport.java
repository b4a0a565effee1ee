package io.cryptocheckout.platform.wallet;

import static io.cryptocheckout.jooq.wallet.Tables.ACCOUNT;

import io.cryptocheckout.platform.authority.Scope;
import io.cryptocheckout.platform.chain.Address;
import io.cryptocheckout.platform.database.Database;
import io.cryptocheckout.platform.id.IdKind;
import io.cryptocheckout.platform.refusal.Refusal;
import io.cryptocheckout.platform.refusal.Refused;
import io.cryptocheckout.platform.wallet.WalletRows.Row;
import io.cryptocheckout.platform.wallet.keys.AccountPath;
import io.cryptocheckout.platform.wallet.keys.AccountPrivateKey;
import io.cryptocheckout.platform.wallet.keys.AccountPublicKey;
import io.cryptocheckout.platform.wallet.keys.KeyRefused;
import io.cryptocheckout.platform.wallet.keys.PublishedMnemonics;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads what a merchant hands in, and refuses it with a reason before anything is stored. */
final class WalletImport {

    private final Database database;
    private final SealedKeys keys;
    private final Clock clock;

    WalletImport(Database database, SealedKeys keys, Clock clock) {
        this.database = database;
        this.keys = keys;
        this.clock = clock;
    }

    /** The row of a proposal, its keys already sealed for the scope. */
    Row read(UUID id, Scope scope, NewWallet wallet) {
        AccountPrivateKey signing = null;
        AccountPublicKey account;
        AccountPath path;
        try {
            if (wallet.custody() == Custody.SERVER_SIGNING) {
                signing = AccountPrivateKey.parse(wallet.accountKey());
                account = signing.publicKey();
            } else {
                account = AccountPublicKey.parse(wallet.accountKey());
            }
            path = path(scope, wallet.path(), account);
        } catch (KeyRefused refused) {
            throw refused(refused);
        }
        if (scope.livemode() && PublishedMnemonics.include(account)) {
            throw new Refused(Refusal.WALLET_KEY_PUBLISHED, "accountKey",
                    "This key comes from a recovery phrase that is published, so anybody can spend what it receives. Make a new wallet.");
        }
        Instant now = clock.instant();
        Address first = account.address(0);
        return new Row(id, account.id(), keys.seal(account, scope), path.toString(), first, wallet.custody(),
                signing == null ? null : keys.seal(signing, scope), "proposed",
                scope.livemode() ? challenge(id, scope, first, now) : null, now, null);
    }

    /** Asked early, so that nobody signs in vain; the unique key decides when the wallet is confirmed. */
    void refuseIfServingAnother(Scope scope, byte[] accountId) {
        boolean another = database.acrossTenants("an account key serves one store and mode of the whole platform",
                worker -> worker.fetchExists(ACCOUNT, ACCOUNT.ACCOUNT_ID.eq(accountId)
                        .andNot(ACCOUNT.STORE_ID.eq(scope.storeId()).and(ACCOUNT.LIVEMODE.eq(scope.livemode())))));
        if (another) {
            throw servesAnother();
        }
    }

    static Refused servesAnother() {
        return new Refused(Refusal.WALLET_KEY_IN_USE, "accountKey",
                "This account is already in use for another store or mode. Every store and mode needs an account of its own.");
    }

    private static AccountPath path(Scope scope, @Nullable String chosen, AccountPublicKey account) {
        AccountPath standard = AccountPath.standard(scope.livemode());
        if (chosen == null || chosen.isBlank()) {
            return new AccountPath(standard.coin(), account.accountNumber());
        }
        AccountPath path = AccountPath.parse(chosen);
        if (path.account() != account.accountNumber()) {
            throw new Refused(Refusal.FIELD_INVALID, "path", "The key says that it is account " + account.accountNumber()
                    + ", the path says " + path.account() + ".");
        }
        return path;
    }

    private static String challenge(UUID id, Scope scope, Address first, Instant now) {
        return """
                Crypto Checkout: I control this wallet and want to receive payments with it.

                Store: %s
                Mode: live
                First address: %s
                Import: %s
                Time: %s""".formatted(IdKind.STORE.format(scope.storeId()), first, IdKind.WALLET.format(id),
                now.truncatedTo(ChronoUnit.SECONDS));
    }

    private static Refused refused(KeyRefused key) {
        Refusal refusal = key.reason() == KeyRefused.Reason.PRIVATE ? Refusal.WALLET_KEY_PRIVATE : Refusal.WALLET_KEY_INVALID;
        return new Refused(refusal, "accountKey", key.sentence());
    }
}
