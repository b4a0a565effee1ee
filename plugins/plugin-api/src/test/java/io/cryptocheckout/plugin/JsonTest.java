package io.cryptocheckout.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\":[1,2.50,true,false,null,\"x\\n\\\"\\\\\"],\"b\":{},\"c\":[]}", "\"\"", "0", "-1.0E0", "\"\\u2028\"",
            "[[[[]]]]", "123456789012345678", "1234567890123456789012345678901234567890"})
    void whatIsReadAndWrittenMeansTheSame(String text) {
        assertThat(Json.read(Json.write(Json.read(text)))).isEqualTo(Json.read(text));
    }

    @Test
    void numbersAreExactAndNamesKeepTheirOrder() {
        assertThat(Json.read("2.50")).isEqualTo(new BigDecimal("2.50"));
        assertThat(Json.read("-3e2")).isEqualTo(new BigDecimal("-3e2"));
        assertThat(Json.write(Json.read("{\"b\":1,\"a\":2}"))).isEqualTo("{\"b\":1,\"a\":2}");
        assertThat(Json.read("\"\\u00e9\\ud83d\\ude00\\/\"")).isEqualTo("é😀/");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "01", "+1", "1.", ".5", "1e999", "-", "{", "}", "[1,]", "[1 2]", "{\"a\" 1}", "{a:1}", "{\"a\":1,}",
            "'a'", "\"\\x\"", "\"\\u12g4\"", "\"\\u12", "\"a", "\"\t\"", "tru", "nul", "NaN", "1 2", "\uFEFF1", "{\"a\":}"})
    void whatIsNoJsonIsRefused(String text) {
        assertThatThrownBy(() -> Json.read(text)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("broken");
    }

    @Test
    void depthIsBounded() {
        assertThatThrownBy(() -> Json.read("[".repeat(100_000))).hasMessageContaining("nests deeper");
    }

    @Test
    void whatJsonHasNoWordForIsNotWritten() {
        assertThatThrownBy(() -> Json.write(1.5)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void factsAreFoundByTheirPath() {
        Facts facts = Json.object("{\"fiat\":{\"amount\":\"49.99\",\"none\":null},\"n\":5,\"list\":[{\"x\":\"1\"},2],\"word\":\"w\"}");

        assertThat(facts.decimal("fiat.amount")).contains(new BigDecimal("49.99"));
        assertThat(facts.text("n")).contains("5");
        assertThat(facts.text("fiat")).isEmpty();
        assertThat(facts.text("fiat.none")).isEmpty();
        assertThat(facts.text("fiat.amount.deeper")).isEmpty();
        assertThat(facts.decimal("word")).isEmpty();
        assertThat(facts.list("list")).singleElement().satisfies(one -> assertThat(one.text("x")).contains("1"));
        assertThat(facts.list("none")).isEmpty();
        assertThatThrownBy(() -> Json.object("[]")).hasMessageContaining("no object");
    }
}
