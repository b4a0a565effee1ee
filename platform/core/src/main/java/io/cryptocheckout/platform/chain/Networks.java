package io.cryptocheckout.platform.chain;

import io.cryptocheckout.platform.chain.CheckoutChainProperties.NetworkProperties;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/** The connected networks. The first of a mode is the one offered by default. */
@Component
public final class Networks {
    private final Map<Long, Network> byChainId;
    private final Set<Long> testNetworks;

    @Autowired
    Networks(CheckoutChainProperties properties, ObjectProvider<ChainConnection> connections) {
        this(properties, connections.orderedStream().toList());
    }

    /** For tests and tools that run without Spring. */
    public Networks(CheckoutChainProperties properties, List<ChainConnection> connections) {
        Map<Long, Network> networks = new LinkedHashMap<>();
        properties.networks().forEach((key, network) -> {
            Network connected = connected(key, network, connections);
            if (!connected.rpcUrls().isEmpty() && connected.nodeUrls().isEmpty()) {
                throw new IllegalStateException("checkout.chain.networks." + key + ".rpc-urls: a WebSocket only tells of new blocks;"
                        + " add the http or https URL of the same node, which is asked for them");
            }
            if (!connected.rpcUrls().isEmpty() && networks.put(connected.chainId(), connected) != null) {
                throw new IllegalStateException("checkout.chain.networks." + key + ".chain-id: " + connected.chainId()
                        + " is configured twice; a chain may stand under one name only");
            }
        });
        this.byChainId = Map.copyOf(networks);
        this.ordered = List.copyOf(networks.values());
        this.testNetworks = properties.networks().values().stream().filter(network -> !network.live()).map(NetworkProperties::chainId)
                .collect(Collectors.toUnmodifiableSet());
    }

    private final List<Network> ordered;

    /** Every connected network, in the configured order. */
    public List<Network> all() {
        return ordered;
    }

    /** The connected networks of live or test mode, in the configured order; may be empty. */
    public List<Network> forMode(boolean livemode) {
        return ordered.stream().filter(network -> network.live() == livemode).toList();
    }

    /** The chain ids of every test network that the configuration knows; one that is no longer connected keeps its place. */
    public Set<Long> testNetworks() {
        return testNetworks;
    }

    /** Null when no network with this chain id is connected. */
    public @Nullable Network byChainId(long chainId) {
        return byChainId.get(chainId);
    }

    private static Network connected(String key, NetworkProperties network, List<ChainConnection> connections) {
        List<Token> tokens = new ArrayList<>();
        network.tokens().forEach(token -> tokens
                .add(new Token(token.symbol(), Address.parse(token.contract()), token.decimals(), token.peg())));
        var urls = network.rpcUrls();
        for (ChainConnection connection : connections) {
            if (connection.chainId() == network.chainId()) {
                urls = connection.rpcUrls();
                tokens.addAll(connection.tokens());
            }
        }
        return new Network(key, network.chainId(), network.name(), network.live(), network.confirmations(),
                network.finalizedAbove(), network.nativeSymbol(), network.nativeDecimals(), tokens,
                network.explorerUrl(), urls);
    }
}
