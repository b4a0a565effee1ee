package io.cryptocheckout.platform.admin;

import io.cryptocheckout.platform.authority.Caller;
import io.cryptocheckout.platform.chain.Network;
import io.cryptocheckout.platform.chain.Networks;
import io.cryptocheckout.platform.checkout.FundsInbox;
import io.cryptocheckout.platform.checkout.UnmatchedFunds;
import io.cryptocheckout.platform.id.IdKind;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The funds inbox: what arrived outside the rules of any payment. */
@DashboardPage
final class FundsPage {

    private static final String LIST = "/dashboard/funds";
    private static final int PAGE = 25;
    private static final Map<String, String> REASONS = Map.of("late", "It came after the window and its grace.", "canceled",
            "The payment had been cancelled.", "wrong_asset", "It is not one of the assets that were offered.", "wrong_network",
            "It came on a network that was not offered.", "dust", "It is too little to count.", "no_session",
            "No payment was ever opened at this address.");

    private final FundsInbox inbox;
    private final Networks networks;

    FundsPage(FundsInbox inbox, Networks networks) {
        this.inbox = inbox;
        this.networks = networks;
    }

    /** One row. */
    public record Row(String id, UnmatchedFunds funds, String amount, String network, String reason, @Nullable String session) {}

    @GetMapping(LIST)
    String list(Caller caller, Model model, @RequestParam(defaultValue = "") String after) {
        List<UnmatchedFunds> found = inbox.list(caller, PAGE + 1, IdKind.FUNDS.parse(after));
        List<UnmatchedFunds> shown = found.subList(0, Math.min(PAGE, found.size()));
        model.addAttribute("rows", shown.stream().map(this::row).toList());
        model.addAttribute("pages", Pages.of(LIST, after.isEmpty(),
                found.size() > PAGE ? IdKind.FUNDS.format(shown.getLast().id()) : null));
        return "admin/funds";
    }

    private Row row(UnmatchedFunds funds) {
        Network network = networks.byChainId(funds.sum().chainId());
        String symbol = funds.sum().symbol();
        return new Row(IdKind.FUNDS.format(funds.id()), funds,
                funds.sum().text() + " " + (symbol == null ? "units of an unknown asset" : symbol),
                network == null ? "chain " + funds.sum().chainId() : network.name(),
                REASONS.getOrDefault(funds.reason(), funds.reason().replace('_', ' ')),
                funds.sessionId() == null ? null : IdKind.CHECKOUT_SESSION.format(funds.sessionId()));
    }
}
