package io.cryptocheckout.platform.checkout.page;

import io.cryptocheckout.platform.checkout.PublicSession;
import io.cryptocheckout.platform.checkout.QrSvg;
import io.cryptocheckout.platform.id.IdKind;
import io.cryptocheckout.platform.money.Rounding;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything the page shows, decided from the session's public side, the chosen option and the time; pure.
 *
 * @param fingerprint
 *            changes exactly when the page would look different, whoever looks at it
 * @param due
 *            what to send now, as a decimal
 * @param left
 *            of the window, by the server's clock: a customer's own may be wrong
 * @param steps
 *            confirmations to wait for; null where the network decides ({@code finalized})
 */
public record PageView(String id, String status, String fingerprint, Stage stage, PublicSession session, Choice chosen,
        List<Choice> choices, String due, QrSvgView qr, @Nullable Integer steps, Duration left) {

    /** What the page is about at the moment. */
    public enum Stage {
        /** Nothing has come yet and the window is open. */
        PAY,
        /** Something has come, and the remainder may still be sent. */
        TOP_UP,
        /** The window is over, but the chain has not been read to its end. */
        CHECKING,
        /** Enough has come and waits for its confirmations. */
        CONFIRMING,
        /** Paid. */
        DONE,
        /** Over without a full payment. */
        CLOSED
    }

    /**
     * One way to pay.
     *
     * @param key
     *            names it in the address bar: chain id and contract
     */
    public record Choice(String key, String symbol, String network, long chainId, @Nullable String contract, String amount,
            String due, String dueUnitsHex, boolean selected) {}

    /** The QR code, ready for the template. */
    public record QrSvgView(int side, String path, String text) {}

    static PageView of(PublicSession session, @Nullable String wanted, Instant now) {
        PublicSession.Option option = session.options().stream().filter(o -> key(o).equals(wanted)).findFirst()
                .orElse(session.options().getFirst());
        List<Choice> choices = session.options().stream().map(o -> choice(o, o == option)).toList();
        Choice chosen = choice(option, true);
        QrSvg qr = QrSvg.of(option.paymentUri());
        return new PageView(IdKind.CHECKOUT_SESSION.format(session.id()), session.status(), fingerprint(session),
                stage(session, now), session, chosen, choices, chosen.due(), new QrSvgView(qr.side(), qr.path(), option.paymentUri()),
                steps(session.confirmationsRequired()), left(session.expiresAt(), now));
    }

    static Stage stage(PublicSession session, Instant now) {
        boolean open = !now.isAfter(session.expiresAt());
        return switch (session.status()) {
            case "pending" -> open ? Stage.PAY : Stage.CHECKING;
            case "underpaid" -> open ? Stage.TOP_UP : Stage.CLOSED;
            case "detected" -> Stage.CONFIRMING;
            case "paid", "paid_late" -> Stage.DONE;
            default -> Stage.CLOSED;
        };
    }

    static String fingerprint(PublicSession session) {
        return session.version() + "-" + session.status() + "-" + session.confirmations();
    }

    /** Whether anything may still happen that the customer waits for. */
    public boolean alive() {
        return stage != Stage.DONE && stage != Stage.CLOSED;
    }

    public boolean payable() {
        return stage == Stage.PAY || stage == Stage.TOP_UP;
    }

    public boolean has(String exception) {
        return session.exceptions().contains(exception);
    }

    static String key(PublicSession.Option option) {
        String contract = option.asset().contract();
        return option.asset().chainId() + "-" + (contract == null ? "native" : contract);
    }

    private static Choice choice(PublicSession.Option option, boolean selected) {
        int decimals = option.asset().decimals();
        BigInteger due = option.due();
        return new Choice(key(option), option.asset().symbol(), option.network(), option.asset().chainId(),
                option.asset().contract(), Rounding.decimal(option.amount(), decimals), Rounding.decimal(due, decimals),
                "0x" + due.toString(16), selected);
    }

    private static @Nullable Integer steps(String required) {
        return required.matches("\\d{1,6}") ? Integer.valueOf(required) : null;
    }

    /** Minutes and seconds, or hours and minutes in front of them; for a page that no script keeps current. */
    public String remaining() {
        String minutesAndSeconds = "%02d:%02d".formatted(left.toMinutesPart(), left.toSecondsPart());
        return left.toHours() > 0 ? left.toHours() + ":" + minutesAndSeconds : minutesAndSeconds;
    }

    private static Duration left(Instant end, Instant now) {
        return now.isAfter(end) ? Duration.ZERO : Duration.between(now, end);
    }
}
