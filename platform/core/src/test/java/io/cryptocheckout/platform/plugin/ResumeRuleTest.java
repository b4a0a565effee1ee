package io.cryptocheckout.platform.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When a plugin that was stopped may go on. */
class ResumeRuleTest {
    private static final Instant NOW = Instant.parse("2030-01-01T12:00:00Z");

    /** How long ago each stop was, and how long it still rests; "-" means that it may go on. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            never stopped                          |                                | -
            the first time at once                 | PT0S                           | -
            the second time after 10 minutes       | PT0S PT5M                      | PT10M
            counted from the last                  | PT3M PT23H                     | PT7M
            in whatever order they are listed      | PT23H PT3M                     | PT7M
            until they are over                    | PT10M PT1H                     | -
            not a moment earlier, to the minute    | PT9M59S PT1H                   | PT1M
            the third time after an hour           | PT10M PT2H PT3H                | PT50M
            the fourth time after six              | PT1H PT2H PT3H PT4H            | PT5H
            and from then on                       | PT1H PT2H PT3H PT4H PT5H PT6H  | PT5H
            six hours are enough                   | PT6H PT12H PT18H PT19H         | -
            what is a day old does not count       | PT0S PT24H                     | -
            and what is a moment younger does      | PT0S PT23H59M59S               | PT10M
            """)
    void one_line_a_case(String name, String ago, String rest) {
        List<Instant> stops = ago == null ? List.of() : Stream.of(ago.split(" ")).map(each -> NOW.minus(Duration.parse(each))).toList();
        assertThat(ResumeRule.from(stops, NOW)).isEqualTo(rest.equals("-") ? null : NOW.plus(Duration.parse(rest)));
    }
}
