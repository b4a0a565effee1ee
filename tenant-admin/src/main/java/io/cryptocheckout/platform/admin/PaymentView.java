package io.cryptocheckout.platform.admin;

import io.cryptocheckout.platform.checkout.CheckoutSession;
import io.cryptocheckout.platform.checkout.OfferedAsset;
import io.cryptocheckout.platform.checkout.SessionException;
import io.cryptocheckout.platform.checkout.SessionHistory;
import io.cryptocheckout.platform.checkout.SessionStatus;
import io.cryptocheckout.platform.id.IdKind;
import io.cryptocheckout.platform.money.Rounding;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A payment as the dashboard shows it. */
public record PaymentView(String id, String status, List<String> exceptions, String price, String received, String due, String address,
        List<Option> options, List<Transfer> transfers, List<Entry> timeline, Map<String, String> metadata, CheckoutSession session) {

    /** One way to pay, with what has arrived in it. */
    public record Option(String symbol, String network, String amount, String received, String due, String rate, List<String> sources) {}

    /** A transfer that counts. */
    public record Transfer(String amount, String network, @Nullable String txHash, long block, int confirmations, boolean confirmed,
            Instant at) {}

    /** A state and since when. */
    public record Entry(String status, Instant at, @Nullable String reason) {}

    static PaymentView of(SessionHistory history) {
        CheckoutSession s = history.session();
        String currency = " " + s.price().currency();
        return new PaymentView(IdKind.CHECKOUT_SESSION.format(s.id()), s.status().wireName(),
                s.exceptions().stream().map(SessionException::wireName).sorted().toList(), s.price().amount().toPlainString() + currency,
                s.fiatReceived().toPlainString() + currency, s.fiatDue().toPlainString() + currency, s.address().toString(), options(s),
                history.payments().stream().map(p -> transfer(s, p)).toList(),
                history.timeline().stream().map(e -> new Entry(e.status().wireName(), e.at(), e.reason())).toList(),
                new TreeMap<>(s.details().metadata()), s);
    }

    /** Whether the merchant may still cancel it. */
    public boolean cancelable() {
        return session.status() == SessionStatus.PENDING && transfers.isEmpty();
    }

    /** Whether something has arrived that the merchant may accept as the full payment. */
    public boolean resolvable() {
        return !transfers.isEmpty() && !session.status().isPaid() && session.status() != SessionStatus.CANCELED;
    }

    /** Whether the page should look again by itself. */
    public boolean moving() {
        return switch (session.status()) {
            case PENDING, DETECTED, UNDERPAID -> true;
            default -> false;
        };
    }

    private static List<Option> options(CheckoutSession s) {
        List<Option> options = new ArrayList<>();
        for (int i = 0; i < s.offers().size(); i++) {
            OfferedAsset offer = s.offers().get(i);
            var amounts = s.progress().amounts().get(i);
            int decimals = offer.asset().decimals();
            options.add(new Option(offer.asset().symbol(), offer.network(), Rounding.decimal(offer.current().units(), decimals),
                    Rounding.decimal(amounts.received(), decimals), Rounding.decimal(amounts.due(), decimals),
                    offer.current().rate().toPlainString(), offer.current().sources()));
        }
        return options;
    }

    private static Transfer transfer(CheckoutSession s, SessionHistory.Payment p) {
        OfferedAsset offer = s.offers().stream().filter(o -> o.asset().sameAs(p.chainId(), p.contract())).findFirst().orElse(null);
        return new Transfer(amount(offer, p.amount()), offer == null ? "chain " + p.chainId() : offer.network(),
                p.txHash() == null ? null : p.txHash().toString(), p.blockNumber(), p.confirmations(), p.confirmed(), p.at());
    }

    private static String amount(@Nullable OfferedAsset offer, BigInteger units) {
        return offer == null ? units + " units" : Rounding.decimal(units, offer.asset().decimals()) + " " + offer.asset().symbol();
    }
}
