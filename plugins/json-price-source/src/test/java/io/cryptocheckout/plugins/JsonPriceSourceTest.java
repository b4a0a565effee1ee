package io.cryptocheckout.plugins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cryptocheckout.plugin.Rate;
import io.cryptocheckout.plugin.testing.PluginTester;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonPriceSourceTest {
    private static final String URL = "https://prices.example/eth";
    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");

    private final PluginTester tester = PluginTester.of(new JsonPriceSource()).setting("url", URL).setting("path", "data.1.price").at(NOW);

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"{\"data\":[0,{\"price\":2500.25}]}|2500.25", "{\"data\":[0,{\"price\":\"2500.25\"}]}|2500.25",
            "{\"data\":[0,{\"price\":2500}]}|2500"})
    void aPriceIsANumberOrTextThatIsOne(String body, String price) throws Exception {
        tester.answers(URL, 200, body);

        assertThat(tester.price("ETH", "EUR")).contains(new Rate("ETH", "EUR", new BigDecimal(price), NOW));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"{\"data\":[]}", "{\"data\":[0,{\"price\":null}]}", "{\"data\":[0,{\"price\":0}]}",
            "{\"data\":[0,{\"price\":-5}]}", "{\"data\":[0,{\"price\":\"free\"}]}", "no json", "[]", "{\"data\":[0,{\"price\":1e999}]}",
            "{\"data\":[0,{\"price\":\"1e99\"}]}", "{\"data\":[0,{\"price\":\"1e-99\"}]}"})
    void anAnswerWithoutAPriceIsTheSourcesFault(String body) {
        tester.answers(URL, 200, body);

        assertThatThrownBy(() -> tester.price("ETH", "EUR")).isInstanceOf(IOException.class).hasMessageContaining("data.1.price");
    }

    @Test
    void aNumberOfAnySizeIsNotReadAtAll() {
        tester.answers(URL, 200, "{\"data\":[0,{\"price\":\"" + "9".repeat(250_000) + "\"}]}");

        assertThatThrownBy(() -> tester.price("ETH", "EUR")).isInstanceOf(IOException.class)
                .hasRootCauseMessage("A number of 250000 characters is no price");
    }

    @Test
    void anErrorOfTheSourceIsItsFault() {
        tester.answers(URL, 503, "");

        assertThatThrownBy(() -> tester.price("ETH", "EUR")).isInstanceOf(IOException.class).hasMessageContaining("503");
    }

    @Test
    void anotherPairIsNotAskedFor() throws Exception {
        assertThat(tester.price("ETH", "USD")).isEmpty();
        assertThat(tester.price("USDC", "EUR")).isEmpty();
        assertThat(tester.requests()).isEmpty();
    }
}
