package io.cryptocheckout.platform.chain.scan;

import io.cryptocheckout.platform.chain.Address;
import io.cryptocheckout.platform.chain.CheckoutChainProperties;
import io.cryptocheckout.platform.chain.CheckoutChainProperties.NetworkProperties;
import io.cryptocheckout.platform.chain.Network;
import io.cryptocheckout.platform.chain.Networks;
import io.cryptocheckout.platform.chain.Rescan;
import io.cryptocheckout.platform.chain.node.NodePools;
import io.cryptocheckout.platform.chain.node.Nodes;
import io.cryptocheckout.platform.chain.scan.NetworkScanner.Surroundings;
import java.util.ArrayList;
import java.util.List;
import org.springframework.context.SmartLifecycle;

/** Follows every connected network, each in a thread of its own, from when the web server is ready until shutdown. */
public final class Scanning implements SmartLifecycle, Rescan {
    private final List<Follower> followers = new ArrayList<>();
    private volatile boolean running;

    Scanning(Networks networks, NodePools pools, CheckoutChainProperties properties, Surroundings around) {
        for (Network network : networks.all()) {
            NetworkProperties configured = java.util.Objects.requireNonNull(properties.networks().get(network.key()));
            followers.add(follower(network, configured, pools, properties, around));
        }
    }

    private static Follower follower(Network network, NetworkProperties configured, NodePools pools,
            CheckoutChainProperties properties, Surroundings around) {
        Nodes nodes = pools.of(network);
        long chainId = network.chainId();
        NetworkScanner scanner = new NetworkScanner(network, configured, nodes, around);
        Follower.Parts parts = new Follower.Parts(new Lease(around.database(), around.clock(), chainId), pools.newHeads(network),
                new BalancePass(around.database(), around.clock(), properties.balancePass(), scanner, chainId),
                new PendingWatch(around.database(), around.watched(), network, nodes, around.clock()),
                new HealthReport(around.database(), around.clock(), network, nodes),
                new OthersProgress(around.database(), around.heads(), chainId));
        return new Follower(network, configured.follow(), scanner, parts, around.clock());
    }

    @Override
    public void lookNow(Address address) {
        followers.forEach(follower -> follower.lookNow(address));
    }

    @Override
    public void lookNow(long chainId) {
        followers.stream().filter(follower -> follower.chainId() == chainId).forEach(follower -> follower.lookNow(null));
    }

    @Override
    public void start() {
        running = true;
        followers.forEach(Follower::start);
    }

    @Override
    public void stop() {
        running = false;
        followers.forEach(Follower::stop);
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
