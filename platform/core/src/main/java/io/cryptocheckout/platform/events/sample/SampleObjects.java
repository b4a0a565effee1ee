package io.cryptocheckout.platform.events.sample;

import io.cryptocheckout.platform.api.model.AppInstall;
import io.cryptocheckout.platform.api.model.AppInstallEnd;
import io.cryptocheckout.platform.api.model.CheckoutSession;
import io.cryptocheckout.platform.api.model.Confirmations;
import io.cryptocheckout.platform.api.model.CryptoAmount;
import io.cryptocheckout.platform.api.model.FiatAmount;
import io.cryptocheckout.platform.api.model.Payment;
import io.cryptocheckout.platform.api.model.PaymentOption;
import io.cryptocheckout.platform.api.model.Rate;
import io.cryptocheckout.platform.api.model.SessionException;
import io.cryptocheckout.platform.api.model.SessionStatus;
import io.cryptocheckout.platform.api.model.TimelineEntry;
import io.cryptocheckout.platform.api.model.UnmatchedFunds;
import io.cryptocheckout.platform.api.model.UnmatchedReason;
import io.cryptocheckout.platform.api.model.WebhookTest;
import io.cryptocheckout.platform.events.EventTypes;
import io.cryptocheckout.platform.id.IdKind;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;

/** Made-up objects of the shape that real events carry, so that a receiver can be tried before the first payment. */
public final class SampleObjects {
    private static final JsonMapper JSON = JsonMapper.builder().disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY).build();
    private static final long SEPOLIA = 11_155_111;
    private static final String ADDRESS = "0x70997970C51812dc3A010C7d01b50e0d17dc79C8";
    private static final String TRANSACTION = "0x5c504ed432cb51138bcf09aa5e8a410dd4a1e204ef84bfed1be16dfba1b22060";
    private static final String BLOCK = "0x88e96d4537bea4d9c05d12549907b32561d3bf31f45aae734cdc119f13406cb6";
    private static final long BLOCK_NUMBER = 7_654_321;
    private static final UUID SAMPLE = UUID.fromString("01930000-0000-7000-8000-000000000000");

    /** Status, exceptions and what has been received of 50.00 USD, for each kind of session event. */
    private record Shape(SessionStatus status, List<SessionException> exceptions, String received, String ether) {}

    private static final Map<String, Shape> SESSIONS = Map.of(
            "session.created", new Shape(SessionStatus.PENDING, List.of(), "0.00", "0"),
            "session.detected", new Shape(SessionStatus.DETECTED, List.of(), "50.00", "0.02"),
            "session.paid", new Shape(SessionStatus.PAID, List.of(), "50.00", "0.02"),
            "session.paid_late", new Shape(SessionStatus.PAID_LATE, List.of(SessionException.LATE), "50.00", "0.02"),
            "session.underpaid", new Shape(SessionStatus.UNDERPAID, List.of(SessionException.UNDERPAID), "25.00", "0.01"),
            "session.overpaid", new Shape(SessionStatus.PAID, List.of(SessionException.OVERPAID), "75.00", "0.03"),
            "session.expired", new Shape(SessionStatus.EXPIRED, List.of(), "0.00", "0"),
            "session.failed", new Shape(SessionStatus.FAILED, List.of(SessionException.REVERTED), "0.00", "0"),
            "session.canceled", new Shape(SessionStatus.CANCELED, List.of(), "0.00", "0"),
            "session.reverted", new Shape(SessionStatus.PENDING, List.of(SessionException.REVERTED), "0.00", "0"));

    private SampleObjects() {}

    /** The rendered object an event of this type carries. */
    public static String json(String type, UUID endpointId, Instant now) {
        OffsetDateTime at = now.truncatedTo(ChronoUnit.MILLIS).atOffset(ZoneOffset.UTC);
        Shape shape = SESSIONS.get(type);
        if (shape != null) {
            return JSON.writeValueAsString(session(shape, at));
        }
        return JSON.writeValueAsString(switch (type) {
            case "funds.unmatched" -> funds(at);
            case EventTypes.APP_CONNECTED -> install(at);
            case EventTypes.APP_DISCONNECTED -> install(at.minusDays(1)).endedAt(at).endReason(AppInstallEnd.DISCONNECTED);
            default -> test(endpointId);
        });
    }

    private static WebhookTest test(UUID endpointId) {
        return new WebhookTest()._object(WebhookTest.ObjectEnum.WEBHOOK_TEST).endpointId(IdKind.WEBHOOK_ENDPOINT.format(endpointId))
                .message("Your endpoint works.");
    }

    private static CheckoutSession session(Shape shape, OffsetDateTime at) {
        boolean enough = shape.received().compareTo("50.00") >= 0;
        boolean paid = shape.status() == SessionStatus.PAID || shape.status() == SessionStatus.PAID_LATE;
        String id = IdKind.CHECKOUT_SESSION.format(SAMPLE);
        String left = enough ? "0.00" : shape.received().equals("25.00") ? "25.00" : "50.00";
        String etherLeft = enough ? "0" : shape.received().equals("25.00") ? "0.01" : "0.02";
        return new CheckoutSession().id(id)._object(CheckoutSession.ObjectEnum.CHECKOUT_SESSION).livemode(false).status(shape.status())
                .exceptions(shape.exceptions()).checkoutUrl("https://checkout.example.com/checkout/" + id).address(ADDRESS)
                .chainId(SEPOLIA).asset("ETH").amount(new CryptoAmount().wei("20000000000000000").eth("0.02"))
                .fiat(new FiatAmount().amount("50.00").currency("USD"))
                .rate(new Rate().value("2500.00").currency("USD").sources(List.of("sample")).quotedAt(at.minusMinutes(5)))
                .paymentOptions(List.of(option(etherLeft)))
                .amountReceived(shape.received()).amountDue(left).amountRefunded("0.00")
                .confirmations(new Confirmations().current(paid ? 3 : 0).required(3))
                .payments("0".equals(shape.ether()) ? List.of() : List.of(payment(shape, paid, at)))
                .timeline(timeline(shape, at)).reference("sample-order").metadata(Map.of("sample", "true"))
                .successUrl("https://shop.example.com/success").cancelUrl("https://shop.example.com/cart")
                .expiresAt(at.plusMinutes(10)).paidAt(paid ? at : null).createdAt(at.minusMinutes(5));
    }

    private static PaymentOption option(String etherLeft) {
        return new PaymentOption().asset("ETH").chainId(SEPOLIA).amount("0.02").decimals(18)
                .paymentUri("ethereum:" + ADDRESS + "@" + SEPOLIA + "?value=20000000000000000").amountDue(etherLeft);
    }

    private static Payment payment(Shape shape, boolean paid, OffsetDateTime at) {
        return new Payment().txHash(TRANSACTION).chainId(SEPOLIA).asset("ETH").amount(shape.ether()).blockNumber(BLOCK_NUMBER)
                .blockHash(BLOCK).confirmations(paid ? 3 : 1).at(at.minusMinutes(1));
    }

    private static List<TimelineEntry> timeline(Shape shape, OffsetDateTime at) {
        TimelineEntry opened = new TimelineEntry().status(SessionStatus.PENDING).at(at.minusMinutes(5));
        return shape.status() == SessionStatus.PENDING
                ? List.of(opened)
                : List.of(opened, new TimelineEntry().status(shape.status()).at(at));
    }

    private static AppInstall install(OffsetDateTime connected) {
        return new AppInstall().id(IdKind.GRANT.format(SAMPLE))._object(AppInstall.ObjectEnum.APP_INSTALL).livemode(false)
                .storeId(IdKind.STORE.format(SAMPLE)).appId(IdKind.APP.format(SAMPLE)).appName("Order desk")
                .scopes(List.of("sessions:read", "store:read")).connectedAt(connected);
    }

    private static UnmatchedFunds funds(OffsetDateTime at) {
        return new UnmatchedFunds().id(IdKind.FUNDS.format(SAMPLE))._object(UnmatchedFunds.ObjectEnum.UNMATCHED_FUNDS).livemode(false)
                .reason(UnmatchedReason.LATE).sessionId(IdKind.CHECKOUT_SESSION.format(SAMPLE)).address(ADDRESS).chainId(SEPOLIA)
                .asset("ETH").amount("0.02").decimals(18).txHash(TRANSACTION).blockNumber(BLOCK_NUMBER).blockHash(BLOCK)
                .at(at.minusMinutes(1)).createdAt(at);
    }
}
