package io.cryptocheckout.platform.checkout;

import io.cryptocheckout.platform.chain.Address;
import io.cryptocheckout.platform.checkout.CheckoutSession.Customer;
import io.cryptocheckout.platform.checkout.OfferedAsset.Price;
import io.cryptocheckout.platform.checkout.SessionHistory.Entry;
import io.cryptocheckout.platform.checkout.SessionHistory.Payment;
import io.cryptocheckout.platform.checkout.settlement.Depth;
import io.cryptocheckout.platform.checkout.settlement.Outcome.Amounts;
import io.cryptocheckout.platform.id.IdKind;
import io.cryptocheckout.platform.money.Asset;
import io.cryptocheckout.platform.money.Rounding;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The one rendering of a checkout session: for the API's answers, for events, and for what idempotency keeps. */
public final class SessionJson {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final PublicUrl publicUrl;

    SessionJson(PublicUrl publicUrl) {
        this.publicUrl = publicUrl;
    }

    public String render(SessionHistory history) {
        return JSON.writeValueAsString(node(history));
    }

    /** One page of sessions, newest first. */
    public String renderList(List<SessionHistory> sessions, boolean hasMore) {
        ObjectNode list = JSON.createObjectNode().put("object", "list");
        ArrayNode data = list.putArray("data");
        sessions.forEach(session -> data.add(node(session)));
        list.put("hasMore", hasMore);
        return JSON.writeValueAsString(list.put("nextCursor", hasMore ? id(sessions.getLast().session()) : null));
    }

    private static String id(CheckoutSession session) {
        return IdKind.CHECKOUT_SESSION.format(session.id());
    }

    private ObjectNode node(SessionHistory history) {
        CheckoutSession session = history.session();
        OfferedAsset first = session.offers().getFirst();
        ObjectNode json = JSON.createObjectNode().put("id", id(session)).put("object", "checkout_session")
                .put("livemode", session.scope().livemode()).put("status", session.status().wireName());
        ArrayNode exceptions = json.putArray("exceptions");
        session.exceptions().stream().sorted().forEach(exception -> exceptions.add(exception.wireName()));
        json.put("checkoutUrl", publicUrl.checkout(session.id())).put("address", session.address().toString())
                .put("chainId", first.asset().chainId()).put("asset", first.asset().symbol());
        money(json, session, first);
        ArrayNode options = json.putArray("paymentOptions");
        for (int i = 0; i < session.offers().size(); i++) {
            options.add(option(session, session.offers().get(i), session.progress().amounts().get(i)));
        }
        json.put("amountReceived", session.fiatReceived().toPlainString()).put("amountDue", session.fiatDue().toPlainString())
                .put("amountRefunded", BigDecimal.ZERO.setScale(session.price().amount().scale()).toPlainString());
        ObjectNode confirmations = json.putObject("confirmations").put("current", session.progress().confirmations());
        Depth required = session.progress().required();
        if (required.finalized()) {
            confirmations.put("required", required.toString());
        } else {
            confirmations.put("required", required.blocks());
        }
        ArrayNode payments = json.putArray("payments");
        history.payments().forEach(payment -> payments.add(payment(session, payment)));
        ArrayNode timeline = json.putArray("timeline");
        history.timeline().forEach(entry -> timeline.add(entry(entry)));
        return details(json, session);
    }

    private static void money(ObjectNode json, CheckoutSession session, OfferedAsset first) {
        Price price = first.current();
        json.putObject("amount").put("wei", price.units().toString())
                .put("eth", Rounding.decimal(price.units(), first.asset().decimals()));
        json.putObject("fiat").put("amount", session.price().text()).put("currency", session.price().currency());
        ArrayNode sources = json.putObject("rate").put("value", price.rate().toPlainString()).put("currency", session.price().currency())
                .put("quotedAt", Timestamps.shown(price.quotedAt())).putArray("sources");
        price.sources().forEach(sources::add);
    }

    private static ObjectNode option(CheckoutSession session, OfferedAsset offer, Amounts amounts) {
        Asset asset = offer.asset();
        BigInteger asked = amounts.due().signum() > 0 ? amounts.due() : offer.current().units();
        return JSON.createObjectNode().put("asset", asset.symbol()).put("chainId", asset.chainId()).put("contract", shown(asset.contract()))
                .put("amount", Rounding.decimal(offer.current().units(), asset.decimals())).put("decimals", asset.decimals())
                .put("paymentUri", PaymentUri.of(asset, session.address(), asked))
                .put("amountDue", Rounding.decimal(amounts.due(), asset.decimals()));
    }

    private static ObjectNode payment(CheckoutSession session, Payment payment) {
        Asset asset = session.offers().stream().map(OfferedAsset::asset).filter(a -> a.sameAs(payment.chainId(), payment.contract()))
                .findFirst().orElseGet(() -> new Asset("", payment.chainId(), payment.contract(), 0));
        ObjectNode json = JSON.createObjectNode().put("txHash", payment.txHash() == null ? null : payment.txHash().toString())
                .put("chainId", payment.chainId()).put("asset", asset.symbol())
                .put("amount", Rounding.decimal(payment.amount(), asset.decimals())).put("blockNumber", payment.blockNumber())
                .put("blockHash", payment.blockHash().toString());
        return json.put("logIndex", payment.logIndex() < 0 ? null : (Integer) payment.logIndex())
                .put("confirmations", payment.confirmations()).put("at", Timestamps.shown(payment.at()));
    }

    private static ObjectNode entry(Entry entry) {
        return JSON.createObjectNode().put("status", entry.status().wireName()).put("at", Timestamps.shown(entry.at()))
                .put("reason", entry.reason());
    }

    private static ObjectNode details(ObjectNode json, CheckoutSession session) {
        Customer customer = session.details().customer();
        json.putNull("linkId").put("reference", session.details().reference());
        if (customer == null) {
            json.putNull("customer");
        } else {
            json.putObject("customer").put("email", customer.email()).put("name", customer.name());
        }
        ObjectNode metadata = json.putObject("metadata");
        session.details().metadata().forEach(metadata::put);
        json.put("successUrl", session.details().successUrl()).put("cancelUrl", session.details().cancelUrl());
        Instant paidAt = session.times().paidAt();
        return json.put("expiresAt", Timestamps.shown(session.times().expiresAt()))
                .put("paidAt", paidAt == null ? null : Timestamps.shown(paidAt))
                .put("createdAt", Timestamps.shown(session.times().createdAt()));
    }

    static @Nullable String shown(@Nullable String contract) {
        return contract == null ? null : Address.parse(contract).toString();
    }
}
