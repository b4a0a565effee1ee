package io.cryptocheckout.platform.checkout.page;

import io.cryptocheckout.platform.chain.Network;
import io.cryptocheckout.platform.chain.Networks;
import io.cryptocheckout.platform.checkout.PublicSession;
import io.cryptocheckout.platform.money.Asset;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Pays from the first unlocked account of the local development chain. It exists for test mode on that one chain, and
 * nowhere else is there an account to pay from.
 */
@Component
final class TestWallet {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    /** Selector of {@code transfer(address,uint256)} (ERC-20). */
    private static final String TRANSFER = "0xa9059cbb";
    /** Selector of {@code balanceOf(address)} (ERC-20). */
    private static final String BALANCE_OF = "0x70a08231";
    /** Selector of {@code mint(address,uint256)}, which test tokens have. */
    private static final String MINT = "0x40c10f19";

    private final @Nullable Long chainId;
    private final Networks networks;
    private final HttpClient http = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
    private final JsonMapper json = JsonMapper.builder().build();

    TestWallet(CheckoutPageProperties settings, Networks networks) {
        this.chainId = settings.testWalletChainId();
        this.networks = networks;
    }

    boolean offeredFor(PublicSession session, long onChain) {
        return !session.livemode() && chainId != null && chainId == onChain;
    }

    /**
     * Sends the units to the address and returns the transaction's hash without waiting for its block.
     *
     * @throws IOException
     *             when the chain is away or refuses; the message says why
     */
    String pay(Asset asset, String address, BigInteger units) throws IOException, InterruptedException {
        Network network = networks.byChainId(asset.chainId());
        if (network == null) {
            throw new IOException("the test network is not connected");
        }
        URI node = network.nodeUrls().getFirst();
        String from = call(node, "eth_accounts", List.of()).path(0).asString();
        String contract = asset.contract();
        if (contract == null) {
            return send(node, Map.of("from", from, "to", address, "value", "0x" + units.toString(16)));
        }
        String balance = call(node, "eth_call", List.of(Map.of("to", contract, "data", BALANCE_OF + word(from)), "latest")).asString();
        if (new BigInteger(balance.substring(2), 16).compareTo(units) < 0) {
            // The local chain's own token lets anybody make as much of it as he likes.
            send(node, token(from, contract, MINT + word(from) + word(units.toString(16))));
        }
        return send(node, token(from, contract, TRANSFER + word(address) + word(units.toString(16))));
    }

    /** With its gas named: an estimate would not see what was minted a moment ago. */
    private static Map<String, String> token(String from, String contract, String data) {
        return Map.of("from", from, "to", contract, "data", data, "gas", "0x30d40");
    }

    private String send(URI node, Map<String, String> transaction) throws IOException, InterruptedException {
        return call(node, "eth_sendTransaction", List.of(transaction)).asString();
    }

    private static String word(String hex) {
        String digits = hex.startsWith("0x") ? hex.substring(2) : hex;
        return "0".repeat(64 - digits.length()) + digits.toLowerCase(Locale.ROOT);
    }

    private JsonNode call(URI node, String method, List<?> params) throws IOException, InterruptedException {
        byte[] body = json.writeValueAsBytes(Map.of("jsonrpc", "2.0", "id", 1, "method", method, "params", params));
        HttpRequest request = HttpRequest.newBuilder(node).timeout(TIMEOUT).header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(body)).build();
        try {
            JsonNode answer = json.readTree(http.send(request, BodyHandlers.ofByteArray()).body());
            if (answer.hasNonNull("error")) {
                throw new IOException(answer.path("error").path("message").asString("the chain refused"));
            }
            return answer.path("result");
        } catch (JacksonException e) {
            throw new IOException("the chain answered something that is not JSON", e);
        }
    }
}
