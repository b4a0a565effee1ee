package io.cryptocheckout.platform.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a device is told (RFC 8628, section 3.5), and codes that people type. */
class DevicePollTest {
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # own | used | refused | granted | ended | left | asked before | interval | answer
            true  | false | false | false | false | PT10M | | 5 | AUTHORIZATION_PENDING
            true  | false | false | false | false | PT1S | PT5S | 5 | AUTHORIZATION_PENDING
            true  | false | false | false | false | PT1S | PT4.5S | 5 | AUTHORIZATION_PENDING
            true  | false | false | false | false | PT1S | PT4.4S | 5 | SLOW_DOWN
            true  | false | false | false | false | PT1S | PT9.4S | 10 | SLOW_DOWN
            true  | false | false | false | false | PT1S | PT10S | 10 | AUTHORIZATION_PENDING
            true  | false | false | true | false | PT1S | PT0S | 5 | GRANTED
            true  | false | false | false | false | PT0S | | 5 | EXPIRED_TOKEN
            true  | false | false | true | false | PT0S | | 5 | EXPIRED_TOKEN
            true  | false | true | false | false | PT1S | | 5 | ACCESS_DENIED
            true  | false | true | false | false | PT0S | | 5 | ACCESS_DENIED
            true  | false | false | true | true | PT1S | | 5 | ACCESS_DENIED
            true  | true | true | true | false | PT1S | | 5 | REPLAYED
            true  | true | true | true | true | PT0S | | 5 | REPLAYED
            false | false | false | true | false | PT1S | | 5 | FOREIGN
            false | true | true | true | false | PT1S | | 5 | FOREIGN
            """)
    void aDeviceIsTold(boolean own, boolean used, boolean refused, boolean granted, boolean ended, Duration left, Duration before,
            int interval, DevicePoll.Answer answer) {
        DevicePoll poll = new DevicePoll(UUID.randomUUID(), new DevicePoll.Code(own, NOW.plus(left), used, refused), granted, ended,
                before == null ? null : NOW.minus(before), Duration.ofSeconds(interval));
        assertThat(poll.answer(NOW)).isEqualTo(answer);
    }

    @Test
    void aCodeIsEightLettersThatMakeNoWord() {
        for (int i = 0; i < 1_000; i++) {
            String code = UserCodes.next();
            assertThat(code).matches("[BCDFGHJKLMNPQRSTVWXZ]{4}-[BCDFGHJKLMNPQRSTVWXZ]{4}");
            assertThat(UserCodes.plain(code)).isEqualTo(code.replace("-", ""));
        }
    }

    @ParameterizedTest
    @CsvSource(nullValues = "none", value = {"WDJB-MJHT,WDJBMJHT", "wdjbmjht,WDJBMJHT", "' wdjb mjht ',WDJBMJHT", "W.D.J.B–MJHT,WDJBMJHT",
            "WDJB-MJH,none", "WDJB-MJHTX,none", "WDJA-MJHT,none", "WDJ8-MJHT,none", "'',none", "WDJB-MJHẞ,none", "ＷDJB-MJHT,none"})
    void aCodeIsReadAsPeopleTypeIt(String typed, String plain) {
        assertThat(UserCodes.plain(typed)).isEqualTo(plain);
    }
}
