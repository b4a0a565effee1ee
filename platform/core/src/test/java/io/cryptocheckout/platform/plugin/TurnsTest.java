package io.cryptocheckout.platform.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class TurnsTest {
    private static final Duration LONG = Duration.ofMinutes(2);
    private static final UUID STORE = new UUID(0, 1);
    private static final UUID OTHER = new UUID(0, 2);

    private final Turns turns = new Turns();

    @Test
    void a_store_that_asks_much_has_one_turn_at_a_time_and_the_others_have_theirs() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        AtomicInteger open = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Boolean>> all = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                all.add(threads.submit(() -> turns.take(STORE, "plugin", LONG, () -> {
                    most.accumulateAndGet(open.incrementAndGet(), Math::max);
                    begun.countDown();
                    await(go);
                    open.decrementAndGet();
                    return true;
                })));
            }
            assertThat(begun.await(2, TimeUnit.MINUTES)).isTrue();
            assertThat(turns.take(OTHER, "plugin", LONG, () -> "asked")).isEqualTo("asked");
            assertThat(turns.take(STORE, "another", LONG, () -> "asked")).isEqualTo("asked");
            assertThatThrownBy(() -> turns.take(STORE, "plugin", Duration.ofMillis(1), () -> true)).isInstanceOf(IOException.class)
                    .hasMessageContaining("too busy");
            go.countDown();
            for (Future<Boolean> each : all) {
                assertThat(each.get(2, TimeUnit.MINUTES)).isTrue();
            }
        }
        assertThat(most).hasValue(1);
    }

    @Test
    void all_plugins_together_have_a_few_turns_at_once() throws Exception {
        CountDownLatch begun = new CountDownLatch(Turns.AT_ONCE);
        CountDownLatch go = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < Turns.AT_ONCE; i++) {
                UUID store = new UUID(1, i);
                threads.submit(() -> turns.take(store, "plugin", LONG, () -> {
                    begun.countDown();
                    await(go);
                    return true;
                }));
            }
            assertThat(begun.await(2, TimeUnit.MINUTES)).isTrue();
            assertThatThrownBy(() -> turns.take(OTHER, "plugin", Duration.ofMillis(1), () -> true)).isInstanceOf(IOException.class);
            go.countDown();
        }
        assertThat(turns.take(OTHER, "plugin", LONG, () -> "asked")).isEqualTo("asked");
    }

    @Test
    void whoever_had_a_turn_rests_as_long_as_it_took() throws Exception {
        long[] turn = new long[2];
        turns.take(STORE, "plugin", LONG, () -> {
            turn[0] = System.nanoTime();
            await(new CountDownLatch(1), 20);
            turn[1] = System.nanoTime();
            return true;
        });
        long next = turns.take(STORE, "plugin", LONG, System::nanoTime);

        assertThat(next - turn[1]).isGreaterThanOrEqualTo(turn[1] - turn[0]);
    }

    private static boolean await(CountDownLatch latch) {
        return await(latch, LONG.toMillis());
    }

    private static boolean await(CountDownLatch latch, long millis) {
        try {
            return latch.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
