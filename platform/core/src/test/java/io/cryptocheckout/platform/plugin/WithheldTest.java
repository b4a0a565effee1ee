package io.cryptocheckout.platform.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import io.cryptocheckout.plugin.Json;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WithheldTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\'', value = {
            "{\"type\":\"session.paid\",\"data\":{\"id\":\"cs_1\",\"customer\":{\"email\":\"a@example.com\",\"name\":\"A\"},\"linkId\":null}}"
                    + " | {\"type\":\"session.paid\",\"data\":{\"id\":\"cs_1\",\"linkId\":null}}",
            "{\"list\":[{\"customer\":\"A\",\"n\":1},[{\"customer\":null}]]} | {\"list\":[{\"n\":1},[{}]]}", "\"customer\" | \"customer\"",
            "null | null", "{\"customers\":1} | {\"customers\":1}"})
    void whoTheCustomerIsIsToldToNoPlugin(String told, String rest) {
        assertThat(Json.write(Withheld.from(Json.read(told)))).isEqualTo(rest);
    }
}
