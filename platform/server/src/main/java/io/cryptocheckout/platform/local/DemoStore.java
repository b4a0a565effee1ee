package io.cryptocheckout.platform.local;

import io.cryptocheckout.devkit.DataFolder;
import io.cryptocheckout.devkit.OwnerOnly;
import io.cryptocheckout.platform.access.AccountView;
import io.cryptocheckout.platform.access.Accounts;
import io.cryptocheckout.platform.access.ApiKeys;
import io.cryptocheckout.platform.access.NewAccount;
import io.cryptocheckout.platform.access.NewApiKey;
import io.cryptocheckout.platform.access.SignedUp;
import io.cryptocheckout.platform.authority.Caller;
import io.cryptocheckout.platform.authority.Permission;
import io.cryptocheckout.platform.authority.Principal;
import io.cryptocheckout.platform.authority.Scope;
import io.cryptocheckout.platform.events.EndpointChange;
import io.cryptocheckout.platform.events.EndpointView;
import io.cryptocheckout.platform.events.EndpointWithSecret;
import io.cryptocheckout.platform.events.NewEndpoint;
import io.cryptocheckout.platform.events.WebhookEndpoints;
import io.cryptocheckout.platform.refusal.Refused;
import io.cryptocheckout.platform.tenancy.StoreView;
import io.cryptocheckout.platform.tenancy.Stores;
import io.cryptocheckout.platform.wallet.Custody;
import io.cryptocheckout.platform.wallet.NewWallet;
import io.cryptocheckout.platform.wallet.WalletConfirmation;
import io.cryptocheckout.platform.wallet.WalletProposal;
import io.cryptocheckout.platform.wallet.Wallets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/**
 * The demo merchant, made by the same classes that the dashboard calls. Every step looks first whether it has been done, so that a
 * start which was cut short is completed by the next one.
 */
@Profile("local")
@Component
class DemoStore {

    static final String EMAIL = "demo@example.com";

    private final Accounts accounts;
    private final Stores stores;
    private final ApiKeys apiKeys;
    private final Wallets wallets;
    private final WebhookEndpoints endpoints;

    DemoStore(Accounts accounts, Stores stores, ApiKeys apiKeys, Wallets wallets, WebhookEndpoints endpoints) {
        this.accounts = accounts;
        this.stores = stores;
        this.apiKeys = apiKeys;
        this.wallets = wallets;
        this.endpoints = endpoints;
    }

    /** What somebody needs to use the demo store. */
    record Credentials(String email, String password, String apiKey, String webhookSecret) {

        @Override
        public String toString() {
            return "Credentials[" + email + "]";
        }
    }

    Credentials prepare(DataFolder folder, String receiverUrl) {
        String password = folder.secret("demo-password");
        Caller owner = owner(password);
        importWallet(owner, folder);
        Path secrets = folder.path().resolve("secrets");
        return new Credentials(EMAIL, password, apiKey(owner, secrets.resolve("demo-api-key")),
                webhookSecret(owner, secrets.resolve("demo-webhook-secret"), receiverUrl));
    }

    private Caller owner(String password) {
        AccountView account = accounts.verify(EMAIL, password);
        if (account == null) {
            SignedUp made = accounts.create(new NewAccount(EMAIL, password, "Demo Coffee", "Demo"));
            if (made == null) {
                throw new IllegalStateException("The password of " + EMAIL + " was changed, so the demo store cannot be completed: "
                        + "set it back to the content of secrets/demo-password, or start with another CHECKOUT_DATA_DIR");
            }
            account = made.account();
        }
        StoreView store = stores.storesOf(account.id()).getFirst();
        return new Caller(new Scope(store.id(), false), store.permissions(false),
                new Principal(Principal.Kind.ACCOUNT, account.id(), account.email()));
    }

    private void importWallet(Caller owner, DataFolder folder) {
        if (wallets.view(owner.scope()) != null) {
            return;
        }
        String mnemonic = DemoWallet.mnemonic(Base64.getUrlDecoder().decode(folder.secret("demo-wallet-entropy")));
        OwnerOnly.write(folder.path().resolve("secrets/demo-wallet-mnemonic"), mnemonic);
        WalletProposal proposal = wallets.propose(owner, new NewWallet(DemoWallet.testAccountXpub(mnemonic), Custody.WATCH_ONLY, null));
        wallets.confirm(owner, proposal.id(), WalletConfirmation.bySight());
    }

    /** The key made at an earlier start where it still works, a new one otherwise. */
    private String apiKey(Caller owner, Path file) {
        String kept = read(file);
        if (kept != null && works(kept)) {
            return kept;
        }
        String secret = apiKeys.create(owner, new NewApiKey("Demo shop", Arrays.stream(Permission.values()).filter(Permission::grantable)
                .collect(Collectors.toUnmodifiableSet()), List.of(), null)).secret();
        OwnerOnly.write(file, secret);
        return secret;
    }

    private boolean works(String key) {
        try {
            apiKeys.authenticate(key, "127.0.0.1");
            return true;
        } catch (Refused revoked) {
            return false;
        }
    }

    /** The secret of the endpoint made at an earlier start, whose URL follows the receiver; a new endpoint where it was deleted. */
    private String webhookSecret(Caller owner, Path file, String url) {
        String kept = read(file);
        if (kept != null) {
            String[] idAndSecret = kept.split(" ");
            EndpointView endpoint = endpoints.find(owner, UUID.fromString(idAndSecret[0]));
            if (endpoint != null) {
                if (!endpoint.url().equals(url)) {
                    endpoints.change(owner, endpoint.id(), new EndpointChange(url, null, null, null));
                }
                return idAndSecret[1];
            }
        }
        EndpointWithSecret made = endpoints.create(owner, new NewEndpoint(url, "The demo shop's receiver", List.of("*")));
        OwnerOnly.write(file, made.endpoint().id() + " " + made.secret());
        return made.secret();
    }

    private static @Nullable String read(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file) : null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
