package io.cryptocheckout.platform.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import io.cryptocheckout.platform.pricing.MedianRule.Agreed;
import io.cryptocheckout.platform.pricing.MedianRule.Unavailable;
import io.cryptocheckout.platform.pricing.MedianRule.Verdict;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is a price and what is not. */
class MedianRuleTest {

    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");

    /** Each sighting is "source price age-in-seconds", separated by semicolons; "-" means there is no price. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
			two agree exactly                             | a 100 0; b 100 0                        | 100
			two agree within 1 %                          | a 100 0; b 101 5                        | 100.5
			two exactly 1 % from their median             | a 99 0; b 101 0                         | 100
			two just more than 1 % from their median      | a 98.99 0; b 101.01 0                   | -
			one alone is never enough                     | a 100 0                                 | -
			nobody answered                               |                                         | -
			the same source twice is one source           | a 100 0; a 100 1                        | -
			the newer sighting of a source counts         | a 50 30; a 100 1; b 100 0               | 100
			a price 60 s old still counts                 | a 100 60; b 100 0                       | 100
			a price 61 s old does not                     | a 100 61; b 100 0                       | -
			all are too old                               | a 100 90; b 100 90; c 100 90            | -
			one of three lies by 50 % upwards             | a 100 0; b 100.2 0; c 150 0             | 100.1
			one of three lies by 50 % downwards           | a 100 0; b 100.2 0; c 50 0              | 100.1
			one of two lies: nobody knows which           | a 100 0; b 150 0                        | -
			two against two: nobody knows which           | a 100 0; b 100 0; c 150 0; d 150 0      | -
			two liars in agreement against three          | a 100 0; b 100 0; c 101 0; d 50 0; e 50 0 | 100
			everybody says something else                 | a 100 0; b 120 0; c 140 0               | -
			median of an odd number is the one in between | a 100 0; b 100.4 0; c 100.9 0           | 100.4
			zero is not a price                           | a 0 0; b 100 0                          | -
			a negative number is not a price              | a -100 0; b 100 0                       | -
			small prices keep all their digits            | a 0.00001234 0; b 0.00001235 0          | 0.000012345
			""")
    void one_line_a_case(String name, String seen, String expected) {
        Verdict verdict = MedianRule.of(sightings(seen), NOW);
        if ("-".equals(expected)) {
            assertThat(verdict).isInstanceOf(Unavailable.class);
        } else {
            assertThat(((Agreed) verdict).value()).isEqualByComparingTo(expected);
        }
    }

    /** What the market said, what a store's plugins said, the price, and what the market alone makes of it. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
			plugins alone are never enough                | | p 100 0; q 100 0                             | -     | -
			nor are they beside a source they contradict  | a 150 0 | p 100 0; q 100 0                     | -     | -
			one may be the second source                  | a 100 0 | p 101 0                              | 100.5 | 100
			as the second it moves the price by 1 %       | a 100 0 | p 102 0                              | 101   | 100
			and by no more                                | a 100 0 | p 102.1 0                            | -     | -
			two sources and a plugin                      | a 98.7 0; b 100.3 0 | p 100.3 0                | 100.3 | 99.5
			many plugins do not outvote the market        | a 100 0; b 100 0 | p 150 0; q 150 0; r 150 0   | 100   | 100
			nor make it unavailable                       | a 100 0; b 100 0 | p 150 0; q 150 0            | 100   | 100
			nor push it further than a source may differ  | a 100 0; b 101.9 0 | p 102.9 0; q 102.9 0; r 102.9 0 | 100.95 | 100.95
			of two that differ a plugin chooses none      | a 100 0; b 150 0 | p 150 0                     | -     | -
			not even with a price between them            | a 100 0; b 102.1 0 | p 101.05 0                | -     | -
			nor do many, of many                          | a 100 0; b 100 0; c 150 0; d 150 0 | p 150 0; q 150 0; r 150 0 | - | -
			one that disagrees is left out                | a 100 0; b 100.4 0 | p 0.00001 0               | 100.2 | 100.2
			nor does it take the third source's place     | a 100 0; b 100.2 0; c 150 0 | p 150 0; q 150 0 | 100.1 | 100.1
			a plugin's old price is none                  | a 100 0 | p 100 61                             | -     | -
			""")
    void a_stores_own_sources_count_beside_the_market(String name, String market, String own, String expected, String alone) {
        Verdict verdict = MedianRule.of(sightings(market), sightings(own), NOW);
        if ("-".equals(expected)) {
            assertThat(verdict).isInstanceOf(Unavailable.class);
        } else {
            assertThat(((Agreed) verdict).value()).isEqualByComparingTo(expected);
            assertThat(((Agreed) verdict).market()).isEqualByComparingTo(alone);
        }
    }

    /** Whatever markets and plugins say, of many values each. */
    @Test
    void with_plugins_there_is_a_price_where_there_is_one_without_and_it_lies_within_the_guards() {
        List<String> said = List.of("0.00001", "98.9", "99", "99.6", "100", "100.4", "101", "101.1", "102.1", "150", "1e30");
        int agreed = 0;
        for (String a : said) {
            for (String b : said) {
                for (String p : said) {
                    for (String q : said) {
                        agreed += holds(sightings("a " + a + " 0; b " + b + " 0; c 100 0"), sightings("p " + p + " 0; q " + q + " 0"));
                        agreed += holds(sightings("a " + a + " 0; b " + b + " 0"),
                                sightings("p " + p + " 0; q " + q + " 0; r " + q + " 0"));
                    }
                }
            }
        }
        assertThat(agreed).as("how often there was a price").isPositive();
    }

    private static int holds(List<Sighting> market, List<Sighting> plugins) {
        Verdict alone = MedianRule.of(market, NOW);
        Verdict with = MedianRule.of(market, plugins, NOW);
        if (alone instanceof Agreed without) {
            assertThat(with).isInstanceOfSatisfying(Agreed.class,
                    joined -> assertThat(MedianRule.isWithinGuards(joined.value(), without.value())).as(market + " " + plugins).isTrue());
            return 1;
        }
        assertThat(with).as(market + " " + plugins).isInstanceOf(Unavailable.class);
        return 0;
    }

    @Test
    void what_a_filter_may_make_of_a_price_is_measured_from_the_market() {
        Agreed agreed = (Agreed) MedianRule.of(sightings("a 100 0"), sightings("p 102 0"), NOW);
        Quote quote = new Quote(agreed.value(), "USD", agreed.sources(), agreed.at(), agreed.market());

        assertThat(quote.value()).isEqualByComparingTo("101");
        assertThat(quote.mayBecome(new BigDecimal("101"))).isTrue();
        assertThat(quote.mayBecome(new BigDecimal("99"))).isTrue();
        assertThat(quote.mayBecome(new BigDecimal("101.01"))).isFalse();
    }

    @Test
    void it_names_only_the_sources_that_agreed_and_the_time_of_the_oldest() {
        Agreed agreed = (Agreed) MedianRule.of(sightings("kraken 100 20; coinbase 100.1 5; liar 150 1"), NOW);

        assertThat(agreed.sources()).containsExactly("coinbase", "kraken");
        assertThat(agreed.at()).isEqualTo(NOW.minusSeconds(20));
    }

    private static List<Sighting> sightings(String text) {
        List<Sighting> seen = new ArrayList<>();
        if (text == null) {
            return seen;
        }
        for (String each : text.split(";")) {
            String[] part = each.strip().split(" ");
            seen.add(new Sighting(part[0], "ETH", "USD", new BigDecimal(part[1]),
                    NOW.minusSeconds(Long.parseLong(part[2]))));
        }
        return seen;
    }
}
