package io.cryptocheckout.devkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * The two contracts of the local chain: a USDC that anybody may mint, and a forwarder that pays out of a contract. Their
 * addresses follow from their code (CREATE2 by the deployer that anvil carries), so they are the same on every local chain
 * and deploying again changes nothing. Addresses and hashes are {@code 0x} hexadecimal.
 */
public final class LocalContracts {

    /** The deterministic deployer that anvil puts on every chain (github.com/Arachnid/deterministic-deployment-proxy). */
    private static final String DEPLOYER = "0x4e59b44847b379578588920ca78fbf26c0b4956c";
    private static final String SALT = "00".repeat(32);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final URI node;
    private final String payer;
    private final String usdc;
    private final String forwarder;

    private LocalContracts(URI node) {
        this.node = node;
        this.payer = Anvil.call(node, "eth_accounts").get(0).stringValue();
        this.usdc = deployed("TestUSDC");
        this.forwarder = deployed("Forwarder");
    }

    /** Deploys what is not there yet; the chain must mine by itself. */
    public static LocalContracts on(URI node) {
        return new LocalContracts(node);
    }

    /** The test USDC's contract; it has six decimals. */
    public String usdc() {
        return usdc;
    }

    public String forwarder() {
        return forwarder;
    }

    /** The rich account that all methods pay from: anvil's first one, unlocked. */
    public String payer() {
        return payer;
    }

    /** Sends ETH from the rich account; returns the transaction's hash at once, mined or not. */
    public String pay(String to, BigInteger wei) {
        return send(to, wei, "0x");
    }

    /** Mints test USDC straight to the address; returns the transaction's hash. */
    public String mint(String to, BigInteger units) {
        return send(usdc, BigInteger.ZERO, call("mint(address,uint256)", word(to), word(units)));
    }

    /** Transfers the rich account's own test USDC, which must have been minted to it before. */
    public String transfer(String to, BigInteger units) {
        return send(usdc, BigInteger.ZERO, call("transfer(address,uint256)", word(to), word(units)));
    }

    /** Sends ETH through the forwarder: only the receiver's balance shows it. */
    public String forward(String to, BigInteger wei) {
        return send(forwarder, wei, call("forward(address)", word(to)));
    }

    /** Sends half of the ETH through the forwarder to each receiver. */
    public String split(String first, String second, BigInteger wei) {
        return send(forwarder, wei, call("split(address,address)", word(first), word(second)));
    }

    /** Sends ETH by ending a contract in favour of the receiver. */
    public String vanish(String to, BigInteger wei) {
        return send(forwarder, wei, call("vanish(address)", word(to)));
    }

    /** Waits until a block holds the transaction; fails when it was reverted or is not mined in time. */
    public JsonNode mined(String txHash) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            JsonNode receipt = Anvil.call(node, "eth_getTransactionReceipt", txHash);
            if (receipt != null && receipt.isObject()) {
                if (!"0x1".equals(receipt.get("status").stringValue())) {
                    throw new IllegalStateException(txHash + " was reverted");
                }
                return receipt;
            }
            pause();
        }
        throw new IllegalStateException(txHash + " was not mined within " + PATIENCE.toSeconds() + " s");
    }

    private String deployed(String name) {
        String code = code(name);
        String address = addressOf(code);
        if (Anvil.call(node, "eth_getCode", address, "latest").stringValue().equals("0x")) {
            mined(send(DEPLOYER, BigInteger.ZERO, "0x" + SALT + code));
        }
        return address;
    }

    /** EIP-1014: the last 20 bytes of {@code keccak256(0xff, deployer, salt, keccak256(code))}. */
    private String addressOf(String code) {
        String hash = keccak("ff" + DEPLOYER.substring(2) + SALT + keccak(code));
        return "0x" + hash.substring(24);
    }

    /** Call data: the first four bytes of the signature's hash, then one word for each argument. */
    private String call(String signature, String... words) {
        return "0x" + keccak(HexFormat.of().formatHex(signature.getBytes(StandardCharsets.US_ASCII))).substring(0, 8)
                + String.join("", words);
    }

    private String keccak(String hex) {
        return Anvil.call(node, "web3_sha3", "0x" + hex).stringValue().substring(2);
    }

    private String send(String to, BigInteger wei, String data) {
        Map<String, String> transaction = new HashMap<>();
        transaction.put("from", payer);
        transaction.put("to", to);
        transaction.put("value", "0x" + wei.toString(16));
        transaction.put("data", data);
        return Anvil.call(node, "eth_sendTransaction", transaction).stringValue();
    }

    private static String word(String address) {
        return "0".repeat(24) + address.substring(2).toLowerCase(Locale.ROOT);
    }

    private static String word(BigInteger value) {
        String hex = value.toString(16);
        return "0".repeat(64 - hex.length()) + hex;
    }

    private static void pause() {
        try {
            Thread.sleep(20);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for a block", e);
        }
    }

    private static String code(String name) {
        try (InputStream file = LocalContracts.class.getResourceAsStream("/contracts/" + name + ".hex")) {
            if (file == null) {
                throw new IllegalStateException("/contracts/" + name + ".hex is missing on the class path");
            }
            return new String(file.readAllBytes(), StandardCharsets.US_ASCII).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
