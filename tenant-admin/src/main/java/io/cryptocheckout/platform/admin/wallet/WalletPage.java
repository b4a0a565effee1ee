package io.cryptocheckout.platform.admin.wallet;

import io.cryptocheckout.platform.admin.DashboardPage;
import io.cryptocheckout.platform.authority.Caller;
import io.cryptocheckout.platform.authority.Permission;
import io.cryptocheckout.platform.id.IdKind;
import io.cryptocheckout.platform.refusal.Refusal;
import io.cryptocheckout.platform.refusal.Refused;
import io.cryptocheckout.platform.wallet.Custody;
import io.cryptocheckout.platform.wallet.NewWallet;
import io.cryptocheckout.platform.wallet.WalletConfirmation;
import io.cryptocheckout.platform.wallet.WalletView;
import io.cryptocheckout.platform.wallet.Wallets;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.util.UUID;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The wallet's page and its forms. Everything but the recovery phrase works without a script. */
@DashboardPage
final class WalletPage {

    static final String PAGE = "/dashboard/settings/wallet";
    /** Nothing but the platform's own files, and nothing that a script could turn into code. */
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self';"
            + " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'";

    private final Wallets wallets;
    private final PasswordAgain passwords;

    WalletPage(Wallets wallets, PasswordAgain passwords) {
        this.wallets = wallets;
        this.passwords = passwords;
    }

    @GetMapping(PAGE)
    String show(Caller caller, Model model, HttpServletResponse response) {
        caller.require(Permission.WALLET_READ);
        response.setHeader("Content-Security-Policy", POLICY);
        response.setHeader("Referrer-Policy", "no-referrer");
        boolean owner = caller.permissions().contains(Permission.WALLET_IMPORT);
        WalletView wallet = wallets.view(caller.scope());
        model.addAttribute("wallet", wallet);
        model.addAttribute("scheduled", wallets.scheduled(caller.scope()));
        model.addAttribute("proposal", owner ? wallets.proposal(caller) : null);
        model.addAttribute("owner", owner);
        model.addAttribute("livemode", caller.scope().livemode());
        model.addAttribute("replacesLive", caller.scope().livemode() && wallet != null);
        model.addAttribute("standardPath", caller.scope().livemode() ? "m/44'/60'/0'" : "m/44'/1'/0'");
        return "admin/wallet";
    }

    @PostMapping(PAGE + "/propose")
    String propose(Caller caller, @RequestParam String accountKey, @RequestParam(defaultValue = "") String path, RedirectAttributes page) {
        return then(page, "Compare the first address below with the one your own wallet shows.",
                () -> wallets.propose(caller, new NewWallet(accountKey, Custody.WATCH_ONLY, path)));
    }

    @PostMapping(PAGE + "/{id}/confirm")
    String confirm(Caller caller, @PathVariable String id, @RequestParam(defaultValue = "") String signature,
            @RequestParam(defaultValue = "") String password, RedirectAttributes page) {
        try {
            Instant reauthenticated = password.isEmpty() ? null : passwords.prove(caller, password);
            WalletView wallet = wallets.confirm(caller, walletId(id),
                    new WalletConfirmation(signature.isBlank() ? null : signature, reauthenticated));
            page.addFlashAttribute("done", wallet.status() == WalletView.Status.ACTIVE
                    ? "The wallet is in use. Fresh addresses are being checked on every network."
                    : "The change is scheduled. Until then the wallet in use stays, and you can cancel.");
        } catch (Refused refused) {
            refuse(page, refused);
        }
        return "redirect:" + PAGE;
    }

    @PostMapping(PAGE + "/{id}/cancel")
    String cancel(Caller caller, @PathVariable String id, RedirectAttributes page) {
        return then(page, "Dropped. Nothing has changed.", () -> wallets.cancel(caller, walletId(id)));
    }

    @PostMapping(PAGE + "/forget-key")
    String forgetKey(Caller caller, RedirectAttributes page) {
        return then(page, "The account's private key is deleted. The wallet goes on receiving.", () -> wallets.forgetAccountKey(caller));
    }

    private static String then(RedirectAttributes page, String done, Runnable act) {
        try {
            act.run();
            page.addFlashAttribute("done", done);
        } catch (Refused refused) {
            refuse(page, refused);
        }
        return "redirect:" + PAGE;
    }

    /** Somebody else's wallet is a page that does not exist; everything else is a sentence on this one. */
    private static void refuse(RedirectAttributes page, Refused refused) {
        if (refused.refusal() == Refusal.NOT_FOUND) {
            throw refused;
        }
        page.addFlashAttribute("refused", refused.text());
    }

    static UUID walletId(String id) {
        UUID parsed = IdKind.WALLET.parse(id);
        if (parsed == null) {
            throw Refused.notFound("wallet");
        }
        return parsed;
    }
}
