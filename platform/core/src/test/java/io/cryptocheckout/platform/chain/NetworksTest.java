package io.cryptocheckout.platform.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.io.ClassPathResource;

class NetworksTest {

    @Test
    void the_shipped_file_names_every_network_and_connects_none() throws IOException {
        CheckoutChainProperties shipped = bound(java.util.Map.of());
        assertThat(shipped.networks().keySet()).containsExactly("ethereum", "base", "polygon", "arbitrum", "optimism", "local",
                "sepolia");
        assertThat(shipped.networks().values()).allSatisfy(network -> {
            assertThat(network.confirmations()).isPositive();
            assertThat(network.finalizedAbove()).isEqualByComparingTo("1000");
            assertThat(network.tokens()).allSatisfy(token -> assertThat(Address.parse(token.contract())).isNotNull());
        });
        assertThat(shipped.networks().values()).filteredOn(CheckoutChainProperties.NetworkProperties::live)
                .allSatisfy(network -> assertThat(network.tokens()).extracting("symbol").containsExactly("USDC", "USDT"));
        assertThat(new Networks(shipped, List.of()).all()).isEmpty();
    }

    @Test
    void nodes_connect_a_network() throws IOException {
        CheckoutChainProperties properties = bound(
                java.util.Map.of("checkout.chain.networks.ethereum.rpc-urls", "https://one.example/key,https://two.example"));
        Networks networks = new Networks(properties, List.of());
        assertThat(networks.forMode(true)).extracting(Network::name).containsExactly("Ethereum");
        assertThat(networks.forMode(false)).isEmpty();
        assertThat(networks.all().getFirst().rpcUrls()).hasSize(2);
        assertThat(networks.all().getFirst().assets()).extracting("symbol").containsExactly("ETH", "USDC", "USDT");
        assertThat(networks.byChainId(8453)).isNull();
    }

    @Test
    void a_connection_that_is_known_only_at_start_brings_its_nodes_and_tokens() throws IOException {
        Token usdc = new Token("USDC", new Address(1, 2, 3), 6, "USD");
        Networks networks = new Networks(bound(java.util.Map.of()),
                List.of(new ChainConnection(31337, List.of(URI.create("http://127.0.0.1:8545")), List.of(usdc))));
        assertThat(networks.forMode(false)).extracting(Network::key).containsExactly("local");
        assertThat(networks.all().getFirst().token(usdc.contract().hex())).isEqualTo(usdc);
        assertThat(networks.forMode(true)).isEmpty();
    }

    @Test
    void a_web_socket_tells_of_blocks_and_is_asked_nothing() throws IOException {
        Network network = new Networks(bound(java.util.Map.of("checkout.chain.networks.ethereum.rpc-urls",
                "wss://one.example/key,https://one.example/key")), List.of()).all().getFirst();
        assertThat(network.nodeUrls()).containsExactly(URI.create("https://one.example/key"));
        assertThat(network.headUrls()).containsExactly(URI.create("wss://one.example/key"));
        CheckoutChainProperties socketAlone = bound(
                java.util.Map.of("checkout.chain.networks.ethereum.rpc-urls", "wss://one.example/key"));
        assertThatThrownBy(() -> new Networks(socketAlone, List.of())).hasMessageContaining("checkout.chain.networks.ethereum.rpc-urls")
                .hasMessageContaining("add the http or https URL");
    }

    private static CheckoutChainProperties bound(java.util.Map<String, Object> more) throws IOException {
        MutablePropertySources sources = new MutablePropertySources();
        sources.addLast(new MapPropertySource("set by the operator", more));
        new YamlPropertySourceLoader().load("shipped", new ClassPathResource("chain-networks.yaml")).forEach(sources::addLast);
        return new Binder(ConfigurationPropertySources.from(sources))
                .bind("checkout.chain", CheckoutChainProperties.class).get();
    }
}
