package io.cryptocheckout.platform.journey;

import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The chain as an outsider sees it: plain JSON-RPC to the local anvil, with its unlocked, funded accounts as payers. */
public final class Rpc {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private final HttpClient http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final URI uri;

    Rpc(String url) {
        this.uri = URI.create(url);
    }

    /** One after the other: anvil gives two transactions of one account that come at once the same nonce, and refuses the second. */
    synchronized JsonNode call(String method, Object... params) {
        String body = JSON.writeValueAsString(Map.of("jsonrpc", "2.0", "id", 1, "method", method, "params", List.of(params)));
        try {
            HttpResponse<String> answer = http.send(
                    HttpRequest.newBuilder(uri)
                            .timeout(Duration.ofSeconds(20))
                            .header("Content-Type", "application/json")
                            .POST(HttpRequest.BodyPublishers.ofString(body))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            JsonNode json = JSON.readTree(answer.body());
            if (json.has("error")) {
                throw new IllegalStateException(method + ": " + json.get("error"));
            }
            return json.get("result");
        } catch (IOException e) {
            throw new IllegalStateException(method + " did not reach the chain", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    String payer() {
        return call("eth_accounts").get(0).asString();
    }

    /** Sends ETH and answers the transaction's hash; the next block holds it. */
    public String pay(String to, BigInteger wei) {
        return call("eth_sendTransaction", Map.of("from", payer(), "to", to, "value", hex(wei))).asString();
    }

    String send(String to, BigInteger wei, String data) {
        return call("eth_sendTransaction", Map.of("from", payer(), "to", to, "value", hex(wei), "data", data, "gas", "0x7a120"))
                .asString();
    }

    /** Calls {@code transfer(address,uint256)} of an ERC-20 contract. */
    String transferToken(String contract, String to, BigInteger units) {
        return send(contract, BigInteger.ZERO, "0xa9059cbb" + word(to) + word(units));
    }

    /** Calls {@code mint(address,uint256)} of the local chain's test token, for the payer. */
    String mintToken(String contract, BigInteger units) {
        return send(contract, BigInteger.ZERO, "0x40c10f19" + word(payer()) + word(units));
    }

    /** Sends ETH by a contract's internal call: no log and no transaction names the receiver, only his balance shows it. */
    String payByContract(String to, BigInteger wei) {
        String initCode = "0x600060006000600034" + "73" + to.substring(2).toLowerCase(java.util.Locale.ROOT) + "5af100";
        return call("eth_sendTransaction", Map.of("from", payer(), "value", hex(wei), "data", initCode, "gas", "0x7a120"))
                .asString();
    }

    long head() {
        return Long.decode(call("eth_blockNumber").asString());
    }

    BigInteger balance(String address) {
        return new BigInteger(call("eth_getBalance", address, "latest").asString().substring(2), 16);
    }

    void mine(int blocks) {
        call("anvil_mine", hex(BigInteger.valueOf(blocks)));
    }

    void increaseTime(Duration by) {
        call("evm_increaseTime", hex(BigInteger.valueOf(by.toSeconds())));
        mine(1);
    }

    /** Replaces the last blocks by as many empty ones: whatever they held has vanished. */
    void reorg(int depth) {
        call("anvil_reorg", depth, List.of());
    }

    static String hex(BigInteger value) {
        return "0x" + value.toString(16);
    }

    private static String word(String address) {
        return "0".repeat(24) + address.substring(2).toLowerCase(java.util.Locale.ROOT);
    }

    private static String word(BigInteger value) {
        String digits = value.toString(16);
        return "0".repeat(64 - digits.length()) + digits;
    }
}
