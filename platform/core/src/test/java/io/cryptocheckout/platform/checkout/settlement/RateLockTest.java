package io.cryptocheckout.platform.checkout.settlement;

import static org.assertj.core.api.Assertions.assertThat;

import io.cryptocheckout.platform.checkout.settlement.Outcome.Timer;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When a session needs a new quote, and when it is looked at next; {@link Scene} explains the words. */
class RateLockTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            # what happened                               | minute | facts                                              | requote | next look
            a short session never needs another quote     | 5      |                                                    | no      | PT15M0.001S
            a long one needs one when the lock ends       | 5      | open 180                                           | no      | PT1H
            a moment before that                          | 59.999 | open 180                                           | no      | PT1H
            the lock ends                                 | 60     | open 180                                           | yes     | PT1H2S
            it ended, and no price could be had           | 62     | open 180                                           | yes     | PT1H2M30S
            it ended long ago                             | 100    | open 180                                           | yes     | PT1H41M
            renewed                                       | 60     | open 180; requote 2 @60                            | no      | PT2H
            renewed a little late                         | 70     | open 180; requote 2 @62.5                          | no      | PT2H2M30S
            renewed, and over again                       | 120    | open 180; requote 2 @60                            | yes     | PT2H2S
            the last lock reaches past the last moment    | 150    | open 180; requote 2 @130                           | no      | PT3H0.001S
            no asset is volatile                          | 60     | open 180; only usdc                                | no      | PT3H0.001S
            a part has arrived                            | 60     | open 180; 0.4 eth @59                              | yes     | PT1H2S
            nearly all has arrived                        | 60     | open 180; 0.999999 eth @59                         | yes     | PT1H2S
            all but the tolerance has arrived             | 60     | open 180; tolerance 0.01; 0.99 eth @59             | no      | PT3H0.001S
            all has arrived, unconfirmed                  | 60     | open 180; 1 eth @59 x1                             | no      | PT3H0.001S
            what had arrived is gone                      | 60     | open 180; 1 eth @59 gone                           | yes     | PT1H2S
            all is in flight                              | 60     | open 180; pending 1 eth @59                        | yes     | PT1H2S
            a wrong token has arrived                     | 60     | open 180; 100 dai @59                              | yes     | PT1H2S
            paid                                          | 60     | open 180; 1 eth @59                                | no      | PT3H0.001S
            a part accepted by hand                       | 60     | open 180; 0.4 eth @59; resolve                     | no      | PT3H0.001S
            cancelled                                     | 60     | open 180; cancel @2                                | no      | PT3H0.001S
            cancelled, and money before that              | 60     | open 180; cancel @2; 0.4 eth @1                    | yes     | PT1H2S
            what counts in grace counts at a fresh quote  | 61     | grace 120                                          | yes     | PT1H1M15S
            the lock ends before the last moment in grace | 59     | open 60                                            | no      | PT1H
            late ones are held, nothing counts after it   | 59     | open 60; hold                                      | no      | PT1H0.001S
            the last moment itself                        | 70     | open 60                                            | no      | PT1H10M0.001S
            after the last moment                         | 71     | open 60                                            | no      |
            a node down across the end                    | 71     | open 60; down op @59                               | no      | PT1H11M15S
            """)
    void aLockEndsAfterAnHour(String name, String minute, String facts, String requote, Duration next) {
        Timer timer = Scene.at(minute, facts == null ? "" : facts).settle().timer();

        assertThat(timer.requote()).isEqualTo(requote.equals("yes"));
        assertThat(timer.lookAgain()).isEqualTo(next == null ? null : Scene.START.plus(next));
    }
}
