package io.cryptocheckout.platform.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import io.cryptocheckout.platform.authority.Permission;
import io.cryptocheckout.platform.events.EventsRoom;
import io.cryptocheckout.platform.oauth.GrantRooms.Granted;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What is forgotten of tokens, and what must stay known. */
class OldTokensTest {

    @Test
    void whatNobodyCanShowAnyMoreIsForgottenAndAnExchangedTokenStaysKnownUntilItsExpiry() {
        try (EventsRoom events = AppBeans.room(); GrantRooms rooms = new GrantRooms(events.rows(), events.clock())) {
            GrantEnds ends = events.bean(GrantEnds.class);
            OldTokens old = new OldTokens(rooms.database, ends, rooms.clock);
            Granted granted = rooms.connect(rooms.owner(false), Permission.SESSIONS_READ);
            String exchanged = rooms.token(granted.grant(), "refresh", Secrets.REFRESH_TOKEN);
            rooms.execute("update oauth.token set ended_at = ?::timestamptz, used_at = ?::timestamptz, expires_at = ?::timestamptz"
                    + " where hash = ?", rooms.now(), rooms.now(), rooms.now().plus(Duration.ofDays(180)), Secrets.hash(exchanged));
            rooms.clock.advance(Duration.ofHours(24));
            old.forget();
            assertThat(tokens(rooms)).as("an hour of life and a day to be asked about").isEqualTo(2);
            rooms.clock.advance(Duration.ofHours(2));
            old.forget();
            assertThat(tokens(rooms)).isOne();
            rooms.clock.advance(Duration.ofDays(181));
            old.forget();
            assertThat(tokens(rooms)).isZero();
            assertThat(rooms.value(Integer.class, "select count(*) from oauth.app_authorization")).isZero();
            assertThat(rooms.value(Integer.class, "select count(*) from oauth.app_grant")).as("what was agreed to is a fact").isOne();
        }
    }

    private static Integer tokens(GrantRooms rooms) {
        return rooms.value(Integer.class, "select count(*) from oauth.token");
    }
}
