package io.cryptocheckout.platform.chain.node;

import io.cryptocheckout.platform.chain.Address;
import io.cryptocheckout.platform.chain.FreshAddresses;
import io.cryptocheckout.platform.chain.Network;
import io.cryptocheckout.platform.chain.Networks;
import io.cryptocheckout.platform.chain.NodesUnavailable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Asks the nodes of every connected network of a mode. */
@Component
final class FreshOnNodes implements FreshAddresses {
    private final Networks networks;
    private final NodePools pools;

    FreshOnNodes(Networks networks, NodePools pools) {
        this.networks = networks;
        this.pools = pools;
    }

    @Override
    public Set<Address> fresh(Collection<Address> addresses, boolean livemode) {
        List<Network> asked = networks.forMode(livemode);
        if (asked.isEmpty()) {
            throw new NodesUnavailable("no " + (livemode ? "live" : "test")
                    + " network is connected: set checkout.chain.networks.<name>.rpc-urls");
        }
        Set<Address> fresh = new LinkedHashSet<>(addresses);
        for (Network network : asked) {
            if (!fresh.isEmpty()) {
                fresh.removeAll(pools.of(network).ask(node -> used(node, List.copyOf(fresh))));
            }
        }
        return fresh;
    }

    private static Set<Address> used(Node node, List<Address> addresses) {
        List<RpcCall> calls = new ArrayList<>();
        for (Address address : addresses) {
            calls.add(RpcCall.of("eth_getTransactionCount", address.hex(), "latest"));
            calls.add(RpcCall.of("eth_getBalance", address.hex(), "latest"));
            calls.add(RpcCall.of("eth_getCode", address.hex(), "latest"));
        }
        List<String> answers = node.batch(String.class, calls);
        Set<Address> used = new LinkedHashSet<>();
        for (int i = 0; i < addresses.size(); i++) {
            boolean untouched = Quantities.integer(answers.get(3 * i)).signum() == 0
                    && Quantities.integer(answers.get(3 * i + 1)).signum() == 0 && answers.get(3 * i + 2).equals("0x");
            if (!untouched) {
                used.add(addresses.get(i));
            }
        }
        return used;
    }
}
