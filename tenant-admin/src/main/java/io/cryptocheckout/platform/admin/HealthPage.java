package io.cryptocheckout.platform.admin;

import io.cryptocheckout.platform.authority.Caller;
import io.cryptocheckout.platform.chain.ChainFacts;
import io.cryptocheckout.platform.chain.NetworkHealth;
import io.cryptocheckout.platform.pricing.Prices;
import io.cryptocheckout.platform.wallet.WalletView;
import io.cryptocheckout.platform.wallet.Wallets;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** What the platform depends on, and how it is: networks and their nodes, price sources, the store's supply of addresses. */
@DashboardPage
final class HealthPage {

    private final ChainFacts chain;
    private final Prices prices;
    private final Wallets wallets;

    HealthPage(ChainFacts chain, Prices prices, Wallets wallets) {
        this.chain = chain;
        this.prices = prices;
        this.wallets = wallets;
    }

    @GetMapping("/dashboard/health")
    String show(Caller caller, Model model) {
        WalletView wallet = wallets.view(caller.scope());
        model.addAttribute("networks",
                chain.health().stream().filter(n -> n.live() == caller.scope().livemode()).toList());
        model.addAttribute("prices", prices.health());
        model.addAttribute("wallet", wallet);
        model.addAttribute("allWell", prices.health().up() && chain.health().stream().allMatch(NetworkHealth::healthy));
        return "admin/health";
    }
}
