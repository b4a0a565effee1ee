package io.cryptocheckout.platform.checkout.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.cryptocheckout.platform.checkout.PublicSession;
import io.cryptocheckout.plugin.Block;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How many open pages there may be. */
class LiveStreamsTest {

    private final AtomicInteger subscriptions = new AtomicInteger();
    private final LiveStreams streams = new LiveStreams(new Source() {
        @Override
        public PublicSession find(UUID id) {
            return Sessions.with("pending");
        }

        @Override
        public List<Block> blocks(PublicSession session, PageView.Stage stage) {
            return List.of();
        }

        @Override
        public AutoCloseable follow(UUID id, Runnable onChange) {
            subscriptions.incrementAndGet();
            return subscriptions::decrementAndGet;
        }
    }, new CheckoutPageProperties(2, 3, "'none'", null));

    @BeforeEach
    void start() {
        streams.start();
    }

    @AfterEach
    void stop() {
        streams.stop();
    }

    @Test
    void one_address_may_hold_so_many_and_no_more() {
        assertThat(open("192.0.2.1")).isTrue();
        assertThat(open("192.0.2.1")).isTrue();
        assertThat(open("192.0.2.1")).isFalse();
        assertThat(open("192.0.2.2")).isTrue();
    }

    @Test
    void one_server_may_hold_so_many_and_no_more() {
        assertThat(open("192.0.2.1")).isTrue();
        assertThat(open("192.0.2.2")).isTrue();
        assertThat(open("192.0.2.3")).isTrue();
        assertThat(open("192.0.2.4")).isFalse();
        assertThat(streams.count()).isEqualTo(3);
    }

    @Test
    void a_stopped_server_opens_none() {
        streams.stop();

        assertThat(open("192.0.2.1")).isFalse();
        assertThat(subscriptions).hasValue(0);
    }

    private boolean open(String address) {
        return streams.open(Sessions.ID, address, () -> SessionState.of(Sessions.with("pending"))) != null;
    }
}
