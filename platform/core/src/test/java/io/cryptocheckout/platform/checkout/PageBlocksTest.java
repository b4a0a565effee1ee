package io.cryptocheckout.platform.checkout;

import static org.assertj.core.api.Assertions.assertThat;

import io.cryptocheckout.plugin.Block;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PageBlocksTest {

    /** Blocks are written {@code label:text}, with bars between them. */
    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {"Points:+49; false", "Order:0x12ab; false",
            "Hash:ab5801a7d398351b8be11c439e05c5b3259aec9b; false", "Send to:0xab5801a7d398351b8be11c439e05c5b3259aec9b; true",
            "Send to:0xAB5801A7D398351B8BE11C439E05C5B3259AEC9B; true", "Send to:0xab5801a7d398351b8be1 1c439e05c5b3259aec9b; true",
            "0xab58:01a7d398351b8be11c439e05c5b3259aec9b; true", "Or:0xab5801a7d398351b8be1|:1c43-9e05-c5b3-259a-ec9b; true",
            "Send to:0\u200bxab5801a7d398351b8be11c439e05c5b3259aec9b; true",
            "Pay:ethereum:0xab5801a7d398351b8be11c439e05c5b3259aec9b@1; true",
            "Transaction:0x5c504ed432cb51138bcf09aa5e8a410dd4a1e204ef84bfed1be16dfba1b22060; false",
            "Transaction:0x5c504ed432cb51138bcf09aa5e8a410dd4a1e204ef84bfed1be16dfba1b22060|To:0xab5801a7d398351b8be11c439e05c5b3259aec9b; true",
            "To:0xab5801a7d398351b8be11c439e05c5b3259aec9b and back; true", "To:0xab5801a7d398351b8be11c439e05c5b3259aec9b|Add:feed; true",
            "To:0x5c504ed432cb51138bcf09aa5e8a410dd4a1e204 ef84bfed1be16dfba1b22060; true", "Send to:shop.ETH; true",
            "Send to:Shop.eth.; true", "Take:some.ethanol; false", "Paid in:ETH; false",
            "To:\uff10\uff58ab5801a7d398351b8be11c439e05c5b3259aec9b; true",
            "To:0\u0445\u0430b5801\u04307d398351b8be11c439e05c5b3259aec9b; true",
            "To:OxAB58O1A7D398351B8BE11C439E05C5B3259AEC9B; true", "Backwards:b9cea9523b5c50e934c11eb8b153893d7a1085bax0; false",
            "To:\u202eb9cea9523b5c50e934c11eb8b153893d7a1085bax0; true", "Bonjour:\u00e0 bient\u00f4t \ud83d\ude42; false"})
    void noPluginShowsAnAddressOnThePageOfAPayment(String text, boolean names) {
        List<Block> blocks = Arrays.stream(text.split("\\|")).map(each -> each.split(":", 2)).map(each -> Block.text(each[0], each[1]))
                .toList();

        assertThat(PageBlocks.nameAnAddress(blocks)).isEqualTo(names);
    }
}
