package io.cryptocheckout.platform.chain;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * {@code checkout.chain.*}: the networks, how they are followed, and the providers that may send notices. The shipped
 * values stand in {@code chain-networks.yaml}.
 *
 * @param networks
 *            by a key of the operator's choice; one without {@code rpc-urls} is known but not connected
 * @param alchemy
 *            Alchemy Notify webhooks by the id in their URL
 * @param balancePass
 *            how long one pass over the balances of all watched addresses may take
 */
@Validated
@ConfigurationProperties("checkout.chain")
public record CheckoutChainProperties(@DefaultValue Map<String, @Valid NetworkProperties> networks,
        @DefaultValue Map<String, @Valid AlchemyProperties> alchemy, @DefaultValue("20h") Duration balancePass) {

    /**
     * One network; the constants of {@link Network}, and how to follow it. Nodes of http or https in {@code rpcUrls} are asked; one of
     * ws or wss beside them tells of each new block at once, so that the next poll need not be waited for.
     */
    public record NetworkProperties(@Positive long chainId, @NotBlank String name, boolean live,
            @Min(1) @Max(10_000) int confirmations, @Nullable @Positive BigDecimal finalizedAbove,
            @DefaultValue("ETH") String nativeSymbol, @DefaultValue("18") @Min(0) @Max(36) int nativeDecimals,
            @DefaultValue List<@Valid TokenProperties> tokens, @Nullable String explorerUrl,
            @DefaultValue List<URI> rpcUrls, @DefaultValue @Valid FollowProperties follow) {}

    /** One ERC-20 token. */
    public record TokenProperties(@NotBlank String symbol, @Pattern(regexp = "0x[0-9a-fA-F]{40}") String contract,
            @Min(0) @Max(36) int decimals, @Nullable String peg, @Nullable @Positive BigDecimal agreementAbove) {}

    /**
     * How one network is followed.
     *
     * @param poll
     *            how often the head is asked for
     * @param batchBlocks
     *            blocks read and committed together while catching up
     * @param parallelRequests
     *            requests under way at once to one node
     * @param batchCalls
     *            calls in one JSON-RPC batch
     * @param timeout
     *            for one request, its whole answer included
     * @param keepBlocks
     *            how deep a reorganisation can be followed back
     * @param startBehind
     *            how many blocks before the head a network that was never scanned begins
     * @param stalledAfter
     *            a head older than this is reported
     * @param pending
     *            how transactions are seen before a block holds them
     * @param agreementAbove
     *            whole native units; a payment of as much, or a balance that shows as much more than is known, must be told
     *            by two nodes before it is believed. Null: never
     */
    public record FollowProperties(@DefaultValue("4s") Duration poll, @DefaultValue("20") @Min(1) @Max(500) int batchBlocks,
            @DefaultValue("4") @Min(1) @Max(64) int parallelRequests, @DefaultValue("50") @Min(1) @Max(1000) int batchCalls,
            @DefaultValue("10s") Duration timeout, @DefaultValue("1024") @Min(64) int keepBlocks,
            @DefaultValue("128") @Min(0) int startBehind, @DefaultValue("5m") Duration stalledAfter,
            @DefaultValue("NONE") Pending pending, @Nullable @Positive BigDecimal agreementAbove) {}

    /** Where pending transactions come from. */
    public enum Pending {
        /** The node does not tell. */
        NONE,
        /** The node's pending block ({@code eth_getBlockByNumber("pending", true)}). */
        PENDING_BLOCK
    }

    /** One Alchemy Notify webhook: which chain it is about, and the signing key Alchemy shows for it. */
    public record AlchemyProperties(@Positive long chainId, @NotBlank String signingKey) {}
}
