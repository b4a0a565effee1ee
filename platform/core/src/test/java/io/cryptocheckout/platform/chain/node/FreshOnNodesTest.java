package io.cryptocheckout.platform.chain.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cryptocheckout.devkit.Anvil;
import io.cryptocheckout.devkit.LocalContracts;
import io.cryptocheckout.devkit.TestChain;
import io.cryptocheckout.platform.chain.Address;
import io.cryptocheckout.platform.chain.CheckoutChainProperties;
import io.cryptocheckout.platform.chain.CheckoutChainProperties.FollowProperties;
import io.cryptocheckout.platform.chain.CheckoutChainProperties.NetworkProperties;
import io.cryptocheckout.platform.chain.CheckoutChainProperties.Pending;
import io.cryptocheckout.platform.chain.Networks;
import io.cryptocheckout.platform.chain.NodesUnavailable;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FreshOnNodesTest {

    @Test
    void tells_used_addresses_from_new_ones() {
        try (Anvil anvil = TestChain.onDemand()) {
            LocalContracts contracts = LocalContracts.on(anvil.rpcUrl());
            Address fresh = new Address(11, 22, 33);
            Address paid = new Address(44, 55, 66);
            contracts.mined(contracts.pay(paid.hex(), BigInteger.ONE));
            Address busy = Address.parse(contracts.payer());
            anvil.rpc("anvil_setBalance", busy.hex(), "0x0");
            Address contract = Address.parse(contracts.usdc());
            FreshOnNodes check = check(anvil.rpcUrl());
            assertThat(check.fresh(List.of(fresh, paid, busy, contract), false)).containsExactly(fresh);
            assertThat(check.check(fresh, false)).isTrue();
            assertThat(check.check(paid, false)).isFalse();
        }
    }

    @Test
    void says_nothing_when_nobody_can_be_asked() {
        FreshOnNodes unreachable = check(URI.create("http://127.0.0.1:1"));
        assertThatThrownBy(() -> unreachable.check(new Address(1, 2, 3), false)).isInstanceOf(NodesUnavailable.class)
                .hasMessageContaining("Local chain: 127.0.0.1:1 cannot be reached");
        assertThatThrownBy(() -> unreachable.check(new Address(1, 2, 3), true)).isInstanceOf(NodesUnavailable.class)
                .hasMessageContaining("no live network is connected");
    }

    private static FreshOnNodes check(URI node) {
        FollowProperties follow = new FollowProperties(Duration.ofMillis(50), 100, 4, 5, Duration.ofSeconds(5), 1024, 1000,
                Duration.ofDays(36500), Pending.NONE, null);
        NetworkProperties local = new NetworkProperties(Anvil.CHAIN_ID, "Local chain", false, 3, null, "ETH", 18, List.of(),
                null, List.of(node), follow);
        CheckoutChainProperties properties = new CheckoutChainProperties(Map.of("local", local), Map.of(), Duration.ofHours(20));
        Networks networks = new Networks(properties, List.of());
        return new FreshOnNodes(networks, new NodePools(networks, properties));
    }
}
