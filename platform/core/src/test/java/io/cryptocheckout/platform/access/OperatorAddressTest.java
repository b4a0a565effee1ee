package io.cryptocheckout.platform.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Whose address the platform knows to be his own. */
class OperatorAddressTest {

    @Test
    void an_address_counts_once_it_was_shown_to_be_the_persons_own() {
        try (AccessRooms rooms = new AccessRooms()) {
            rooms.signUps.signUp(new NewAccount("boss@example.org", "gravel-otter-mimosa-97", "Tea shop", "Tea company"),
                    new Device("192.0.2.1", "test"));
            UUID waiting = rooms.database.acrossTenants("a test looks a person up",
                    worker -> worker.fetchSingle("select id from access.account where email = 'boss@example.org'").get(0, UUID.class));
            assertThat(rooms.accounts.confirmedAddress(waiting)).isNull();
            rooms.signUps.confirm(waiting, rooms.tokenTo("boss@example.org"), new Device("192.0.2.1", "test"));
            assertThat(rooms.accounts.confirmedAddress(waiting)).isEqualTo("boss@example.org");
            assertThat(rooms.accounts.confirmedAddress(UUID.randomUUID())).isNull();
        }
    }
}
