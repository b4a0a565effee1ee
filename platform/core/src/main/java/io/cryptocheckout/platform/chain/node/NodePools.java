package io.cryptocheckout.platform.chain.node;

import io.cryptocheckout.platform.chain.CheckoutChainProperties;
import io.cryptocheckout.platform.chain.CheckoutChainProperties.NetworkProperties;
import io.cryptocheckout.platform.chain.Network;
import io.cryptocheckout.platform.chain.Networks;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/** The nodes of every connected network, on one HTTP client. */
@Component
public final class NodePools implements DisposableBean {
    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(Duration.ofSeconds(5))
            .followRedirects(Redirect.NEVER)
            .version(Version.HTTP_1_1)
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();
    private final Map<Long, Nodes> byChainId = new LinkedHashMap<>();

    public NodePools(Networks networks, CheckoutChainProperties properties) {
        for (Network network : networks.all()) {
            NetworkProperties configured = properties.networks().get(network.key());
            if (configured == null) {
                throw new IllegalStateException("checkout.chain.networks." + network.key() + " is not configured");
            }
            byChainId.put(network.chainId(), new Nodes(network, configured.follow(), http));
        }
    }

    public Nodes of(Network network) {
        Nodes nodes = byChainId.get(network.chainId());
        if (nodes == null) {
            throw new IllegalArgumentException(network.name() + " is not connected");
        }
        return nodes;
    }

    /** What tells of the network's new blocks; it hears nothing until it is opened, and never anything where no WebSocket is configured. */
    public NewHeads newHeads(Network network) {
        return new NewHeads(network, http);
    }

    @Override
    public void destroy() {
        http.shutdownNow();
    }
}
