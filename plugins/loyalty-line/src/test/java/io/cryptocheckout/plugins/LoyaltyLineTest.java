package io.cryptocheckout.plugins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cryptocheckout.plugin.Block;
import io.cryptocheckout.plugin.Filter;
import io.cryptocheckout.plugin.testing.PluginTester;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoyaltyLineTest {
    private static final Block OTHER = Block.text("", "Free delivery from 50 EUR");

    private final PluginTester tester = PluginTester.of(new LoyaltyLine());

    @ParameterizedTest
    @CsvSource({"49.99, 1, +49", "49.99, 2, +99", "1000000000000.00, 0.5, +500000000000", "0.10, 10, +1"})
    void fractionsOfAPointDoNotCount(String amount, String points, String line) throws Exception {
        tester.setting("points", points);

        assertThat(blocks(amount)).containsExactly(OTHER, Block.line("Loyalty points", line));
    }

    @ParameterizedTest
    @CsvSource({"0.99, 1", "49.99, 0", "49.99, -1"})
    void whatEarnsNothingGetsNoLine(String amount, String points) throws Exception {
        tester.setting("points", points);

        assertThat(blocks(amount)).containsExactly(OTHER);
    }

    @Test
    void theReceiptSaysItToo() throws Exception {
        tester.setting("label", "Stars");

        assertThat(tester.filter(Filter.RECEIPT_LINES, List.of(), session("5.00"))).containsExactly(Block.line("Stars", "+5"));
    }

    @Test
    void pointsAreANumber() {
        assertThatThrownBy(() -> tester.setting("points", "many")).hasMessageContaining("must be a number");
    }

    private List<Block> blocks(String amount) throws Exception {
        return tester.filter(Filter.CHECKOUT_BLOCKS, List.of(OTHER), session(amount));
    }

    private static Map<String, Object> session(String amount) {
        return Map.of("id", "cs_1", "fiat", Map.of("amount", amount, "currency", "EUR"));
    }
}
