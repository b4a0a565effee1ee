package io.cryptocheckout.platform.admin.wallet;

import io.cryptocheckout.platform.authority.Caller;
import io.cryptocheckout.platform.id.IdKind;
import io.cryptocheckout.platform.refusal.ErrorBody;
import io.cryptocheckout.platform.refusal.Refused;
import io.cryptocheckout.platform.wallet.Custody;
import io.cryptocheckout.platform.wallet.NewWallet;
import io.cryptocheckout.platform.wallet.WalletConfirmation;
import io.cryptocheckout.platform.wallet.WalletProposal;
import io.cryptocheckout.platform.wallet.WalletView;
import io.cryptocheckout.platform.wallet.Wallets;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** The same acts for the page's own script, which computed the account key in the browser; JSON in, JSON out. */
@RestController
final class WalletScriptDoor {

    private final Wallets wallets;
    private final PasswordAgain passwords;

    WalletScriptDoor(Wallets wallets, PasswordAgain passwords) {
        this.wallets = wallets;
        this.passwords = passwords;
    }

    /**
     * What the script hands in.
     *
     * @param accountKey
     *            the account's xpub; its xprv only where the merchant ticked that the server may sign
     */
    record Import(String accountKey, boolean serverSigns, @Nullable String path) {

        @Override
        public String toString() {
            return "Import[serverSigns=" + serverSigns + "]";
        }
    }

    /** What the script compares and signs. */
    record Proposed(String id, String firstAddress, @Nullable String challenge) {}

    /** The proof the script made, and the password where a live wallet is replaced. */
    record Proof(@Nullable String signature, @Nullable String password) {

        @Override
        public String toString() {
            return "Proof[]";
        }
    }

    /** How it went: {@code active} or {@code scheduled}. */
    record Confirmed(String id, String status) {}

    @PostMapping(path = WalletPage.PAGE + "/script/propose", consumes = MediaType.APPLICATION_JSON_VALUE)
    Proposed propose(Caller caller, @RequestBody Import wanted) {
        Custody custody = wanted.serverSigns() ? Custody.SERVER_SIGNING : Custody.WATCH_ONLY;
        WalletProposal proposal = wallets.propose(caller, new NewWallet(wanted.accountKey(), custody, wanted.path()));
        return new Proposed(IdKind.WALLET.format(proposal.id()), proposal.firstAddress().toString(), proposal.challenge());
    }

    @PostMapping(path = WalletPage.PAGE + "/script/{id}/confirm", consumes = MediaType.APPLICATION_JSON_VALUE)
    Confirmed confirm(Caller caller, @PathVariable String id, @RequestBody Proof proof) {
        String password = proof.password();
        Instant reauthenticated = password == null ? null : passwords.prove(caller, password);
        WalletView wallet = wallets.confirm(caller, WalletPage.walletId(id), new WalletConfirmation(proof.signature(), reauthenticated));
        return new Confirmed(IdKind.WALLET.format(wallet.id()), wallet.status().name().toLowerCase(Locale.ROOT));
    }

    @ExceptionHandler
    ResponseEntity<String> refused(Refused refused) {
        return ResponseEntity.status(refused.refusal().type().status()).contentType(MediaType.APPLICATION_JSON)
                .body(ErrorBody.of(refused));
    }
}
