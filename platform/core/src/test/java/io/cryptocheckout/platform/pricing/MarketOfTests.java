package io.cryptocheckout.platform.pricing;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.springframework.context.ApplicationContext;

/** The market of one node, in the hands of a test: what its one source says from now on, whatever it was configured with. */
public final class MarketOfTests {
    private final PriceBoard board;
    private final String source;

    /** Takes over from the node's own refreshing. */
    public MarketOfTests(ApplicationContext node) {
        node.getBean(PriceRefresh.class).stop();
        board = node.getBean(PricingConfiguration.Market.class).board();
        source = board.sources().getFirst().name();
    }

    /** Ether costs this much, and a dollar coin a dollar. */
    public void etherAt(String dollars, Instant now) {
        board.answered(source, List.of(new Sighting(source, "ETH", "USD", new BigDecimal(dollars), now),
                new Sighting(source, "USDC", "USD", new BigDecimal("1.00"), now)), now);
    }

    /** Nobody knows a price. */
    public void silent(Instant now) {
        board.answered(source, List.of(), now);
    }
}
