package io.cryptocheckout.platform.checkout;

import io.cryptocheckout.platform.checkout.UnmatchedFunds.Place;
import io.cryptocheckout.platform.checkout.UnmatchedFunds.Sum;
import io.cryptocheckout.platform.id.IdKind;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The one rendering of funds in the inbox. */
final class FundsJson {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private FundsJson() {}

    static String render(UnmatchedFunds funds) {
        Sum sum = funds.sum();
        Place place = funds.place();
        ObjectNode json = JSON.createObjectNode().put("id", IdKind.FUNDS.format(funds.id())).put("object", "unmatched_funds")
                .put("livemode", funds.livemode()).put("reason", funds.reason())
                .put("sessionId", funds.sessionId() == null ? null : IdKind.CHECKOUT_SESSION.format(funds.sessionId()))
                .put("address", funds.address().toString()).put("chainId", sum.chainId()).put("asset", sum.symbol())
                .put("contract", SessionJson.shown(sum.contract())).put("amount", sum.text()).put("decimals", sum.decimals())
                .put("txHash", place.txHash() == null ? null : place.txHash().toString()).put("blockNumber", place.blockNumber())
                .put("blockHash", place.blockHash().toString()).put("logIndex", place.logIndex() < 0 ? null : (Integer) place.logIndex())
                .put("at", Timestamps.shown(funds.at())).put("createdAt", Timestamps.shown(funds.createdAt()));
        return JSON.writeValueAsString(json);
    }
}
