package io.cryptocheckout.platform.operators;

import static org.assertj.core.api.Assertions.assertThat;

import io.cryptocheckout.platform.chain.NetworkHealth;
import io.cryptocheckout.platform.database.QueueDepth;
import io.cryptocheckout.platform.events.DeliveryFigures;
import io.cryptocheckout.platform.mail.MailFigures;
import io.cryptocheckout.platform.pricing.PriceHealth;
import io.cryptocheckout.platform.wallet.PoolFigures;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlatformHealthTest {
    private static final Instant NOW = Instant.parse("2030-05-15T12:00:00Z");
    private static final QueueDepth EMPTY = new QueueDepth(0, 0, null);

    @ParameterizedTest
    @CsvSource(nullValues = "none", value = {
            // oldest due, age in seconds, late?
            "none, 0, false",
            "2030-05-15T12:00:01Z, 0, false",
            "2030-05-15T12:00:00Z, 0, false",
            "2030-05-15T11:59:00Z, 60, false",
            "2030-05-15T11:58:59Z, 61, true",
            "2030-05-14T12:00:00Z, 86400, true"})
    void a_queue_is_late_when_its_oldest_row_waits_longer_than_a_minute(@Nullable Instant oldest, long seconds, boolean late) {
        QueueDepth queue = new QueueDepth(5, 1, oldest);
        PlatformHealth health = health(queue, List.of(), List.of());
        assertThat(health.age(oldest)).isEqualTo(Duration.ofSeconds(seconds));
        assertThat(health.late(queue)).isEqualTo(late);
        assertThat(health.well()).isEqualTo(!late);
    }

    @Test
    void a_network_or_a_price_that_is_missing_is_not_well() {
        NetworkHealth up = new NetworkHealth(1, "Ethereum", true, 1, Duration.ZERO, null, null, null, null);
        NetworkHealth down = new NetworkHealth(1, "Ethereum", true, 1, Duration.ZERO, "no node answers", NOW, null, null);
        assertThat(health(EMPTY, List.of(up), List.of()).well()).isTrue();
        assertThat(health(EMPTY, List.of(up, down), List.of()).well()).isFalse();
        assertThat(health(EMPTY, List.of(up), List.of("POL: no source")).well()).isFalse();
    }

    private static PlatformHealth health(QueueDepth payments, List<NetworkHealth> networks, List<String> unquotable) {
        return new PlatformHealth(NOW, payments, new DeliveryFigures(EMPTY, 0, 0), new MailFigures(EMPTY, 0), new PoolFigures(EMPTY, 0, 0),
                networks, new PriceHealth(List.of(), unquotable, List.of()));
    }
}
