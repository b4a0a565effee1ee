package io.cryptocheckout.platform.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import io.cryptocheckout.plugin.Json;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a plugin may add to an event. */
class ExtensionRuleTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            nothing                           | {}                                                | true
            every kind of value               | {"a":"x","b":1,"c":1.5,"d":true,"e":[1]}          | true
            names as people give them         | {"points.earned":1,"order-id":2,"x_9":3,"7":4}     | true
            six inside each other             | {"a":{"a":{"a":{"a":{"a":{"a":1}}}}}}             | true
            seven inside each other           | {"a":{"a":{"a":{"a":{"a":{"a":{}}}}}}}            | false
            six with lists                    | {"a":[[[[[1]]]]]}                                 | true
            seven with lists                  | {"a":[[[[[[]]]]]]}                                | false
            a name that languages know        | {"__proto__":1}                                   | false
            the same further in               | {"a":[{"__proto__":1}]}                           | false
            an empty name                     | {"":1}                                            | false
            a name with a blank               | {"a b":1}                                         | false
            a name that hides                 | {"a\\u202eb":1}                                   | false
            a customer is a name as any other | {"customer":"jo"}                                 | true
            """)
    void one_line_a_case(String name, String extension, boolean fits) {
        assertThat(ExtensionRule.fits(Json.object(extension).values())).isEqualTo(fits);
    }

    @Test
    void values_are_counted_at_any_depth() {
        assertThat(ExtensionRule.fits(Map.of("list", Collections.nCopies(ExtensionRule.MOST_VALUES - 1, 1L)))).isTrue();
        assertThat(ExtensionRule.fits(Map.of("list", Collections.nCopies(ExtensionRule.MOST_VALUES, 1L)))).isFalse();
        List<Object> both = List.of(Collections.nCopies(128, 1L), Collections.nCopies(128, 1L));
        assertThat(ExtensionRule.fits(Map.of("list", both))).isFalse();
        assertThat(ExtensionRule.fits(Collections.singletonMap("nothing", null))).isTrue();
    }

    @Test
    void it_has_at_most_4_KiB_as_JSON() {
        int frame = "{\"text\":\"\"}".length();
        assertThat(ExtensionRule.fits(Map.of("text", "x".repeat(ExtensionRule.LARGEST - frame)))).isTrue();
        assertThat(ExtensionRule.fits(Map.of("text", "x".repeat(ExtensionRule.LARGEST - frame + 1)))).isFalse();
        assertThat(ExtensionRule.fits(Map.of("text", "€".repeat(ExtensionRule.LARGEST / 2)))).isFalse();
    }

    @Test
    void a_number_is_short_written_out() {
        assertThat(ExtensionRule.fits(Map.of("n", new BigDecimal("9".repeat(40))))).isTrue();
        assertThat(ExtensionRule.fits(Map.of("n", new BigDecimal("9".repeat(41))))).isFalse();
        assertThat(ExtensionRule.fits(Map.of("n", new BigDecimal("1E+100")))).as("101 digits, which the plugin API does not read")
                .isFalse();
        assertThat(ExtensionRule.fits(Map.of("n", new BigDecimal("1E-41")))).isFalse();
    }
}
