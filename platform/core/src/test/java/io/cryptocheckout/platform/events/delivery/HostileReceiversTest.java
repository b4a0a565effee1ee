package io.cryptocheckout.platform.events.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cryptocheckout.platform.authority.Caller;
import io.cryptocheckout.platform.events.DeliveryView;
import io.cryptocheckout.platform.events.EventsRoom;
import io.cryptocheckout.platform.events.Receiver;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Receivers that never answer, drip, or flood, beside well-behaved ones of other stores. */
class HostileReceiversTest {
    private static final int EVENTS = 150;

    private final CountDownLatch released = new CountDownLatch(1);

    @Test
    void receivers_that_hang_drip_or_flood_hold_up_nobody_else() throws IOException {
        try (Receiver hostile = new Receiver(); Receiver well = new Receiver(); EventsRoom room = new EventsRoom(Map.of())) {
            hostile.answers(exchange -> {
                OutputStream out = exchange.getResponseBody();
                switch (exchange.getRequestURI().getPath()) {
                    case "/never" -> pause(Duration.ofMinutes(5));
                    case "/drip" -> {
                        exchange.sendResponseHeaders(200, EVENTS);
                        while (released.getCount() > 0) {
                            out.write('x');
                            out.flush();
                            pause(Duration.ofSeconds(1));
                        }
                    }
                    default -> {
                        exchange.sendResponseHeaders(200, 10_737_418_240L);
                        byte[] block = new byte[65_536];
                        while (released.getCount() > 0) {
                            out.write(block);
                        }
                    }
                }
            });
            List<Caller> victims = new ArrayList<>();
            for (String path : List.of("/never", "/drip", "/flood")) {
                Caller victim = EventsRoom.caller(false);
                room.endpoint(victim, hostile.url(path));
                victims.add(victim);
            }
            List<Caller> others = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                Caller other = EventsRoom.caller(false);
                room.endpoint(other, well.url("/" + i));
                others.add(other);
            }
            for (int i = 0; i < EVENTS; i++) {
                victims.forEach(victim -> room.append(victim, "session.created"));
                room.append(others.get(i % others.size()), "session.created");
            }

            await().atMost(Duration.ofSeconds(60)).until(() -> well.requests().size() == EVENTS);
            for (Caller other : others) {
                await().until(() -> room.deliveries(other).stream().allMatch(delivery -> delivery.state().equals("delivered")));
            }
            // None of the first attempts at the two slow ones has ended yet: nobody waited for them.
            assertThat(room.deliveries(victims.get(0))).extracting(DeliveryView::attempts).containsOnly(0);
            assertThat(room.deliveries(victims.get(1))).extracting(DeliveryView::attempts).containsOnly(0);
            assertThat(hostile.requests("/never")).hasSizeLessThanOrEqualTo(16);
            // What floods has answered 200; the flood itself is cut off.
            await().atMost(Duration.ofSeconds(60)).until(
                    () -> room.deliveries(victims.get(2)).stream().allMatch(delivery -> delivery.state().equals("delivered")));
            released.countDown();
        }
    }

    private void pause(Duration time) {
        try {
            boolean over = released.await(time.toMillis(), TimeUnit.MILLISECONDS);
            assertThat(over || released.getCount() > 0).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
