package io.cryptocheckout.platform.chain;

import io.cryptocheckout.platform.money.Asset;
import java.math.BigDecimal;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An EVM network that is connected: it has at least one node.
 *
 * @param key
 *            the name it has in the configuration, for example {@code ethereum}
 * @param chainId
 *            EIP-155 chain id, checked against what every node says
 * @param name
 *            for people, for example {@code Ethereum}
 * @param live
 *            true for real money, false for test networks
 * @param confirmations
 *            blocks a payment needs by default, the one that holds it included
 * @param finalizedAbove
 *            value in USD above which a payment waits for the node's {@code finalized} tag instead; null for never
 * @param tokens
 *            offered beside the native asset
 * @param explorerUrl
 *            block explorer without a trailing slash; null when there is none
 * @param rpcUrls
 *            nodes in the order of preference: those of http and https answer, those of ws and wss only tell of new blocks
 */
public record Network(String key, long chainId, String name, boolean live, int confirmations,
        @Nullable BigDecimal finalizedAbove, String nativeSymbol, int nativeDecimals, List<Token> tokens,
        @Nullable String explorerUrl, List<URI> rpcUrls) {

    public Network {
        tokens = List.copyOf(tokens);
        rpcUrls = List.copyOf(rpcUrls);
    }

    /** The nodes that are asked, in the order of preference. */
    public List<URI> nodeUrls() {
        return rpcUrls.stream().filter(url -> !tellsOfHeads(url)).toList();
    }

    /** The WebSockets that tell of new blocks; may be none. */
    public List<URI> headUrls() {
        return rpcUrls.stream().filter(Network::tellsOfHeads).toList();
    }

    private static boolean tellsOfHeads(URI url) {
        return "ws".equalsIgnoreCase(url.getScheme()) || "wss".equalsIgnoreCase(url.getScheme());
    }

    public Asset nativeAsset() {
        return new Asset(nativeSymbol, chainId, null, nativeDecimals);
    }

    /** What can be offered for payment: the native asset first, then the tokens in the configured order. */
    public List<Asset> assets() {
        List<Asset> assets = new ArrayList<>();
        assets.add(nativeAsset());
        for (Token token : tokens) {
            assets.add(new Asset(token.symbol(), chainId, token.contract().hex(), token.decimals()));
        }
        return assets;
    }

    /** The offered token with this contract (lower-case hexadecimal); null when nobody configured it. */
    public @Nullable Token token(String contract) {
        return tokens.stream().filter(token -> token.contract().hex().equals(contract)).findFirst().orElse(null);
    }
}
