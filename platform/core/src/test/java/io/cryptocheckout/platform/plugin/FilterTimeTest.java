package io.cryptocheckout.platform.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import io.cryptocheckout.plugin.Filter;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class FilterTimeTest {
    private static final long MILLI = 1_000_000;
    private static final UUID STORE = new UUID(0, 1);
    private static final UUID OTHER = new UUID(0, 2);

    private final FilterTime time = new FilterTime(Duration.ofMillis(50));

    @Test
    void a_store_has_two_budgets_in_a_row_and_then_a_quarter_of_the_time() {
        assertThat(spend(STORE, 0, 65)).isTrue();
        assertThat(spend(STORE, 0, 65)).isTrue();
        assertThat(spend(STORE, 79, 0)).as("20 ms too much want 80 ms").isFalse();
        assertThat(spend(STORE, 84, 1)).isTrue();
        assertThat(spend(OTHER, 84, 105)).isTrue();
        assertThat(spend(OTHER, 84, 0)).isFalse();
        assertThat(spend(STORE, 3_600_000, 105)).isTrue();
        assertThat(spend(STORE, 3_600_000, 0)).as("what nobody used is not saved").isFalse();
    }

    @Test
    void a_store_that_is_asked_no_more_is_forgotten() {
        AtomicLong nanos = new AtomicLong();
        FilterTime bounded = new FilterTime(Duration.ofMillis(50), nanos::get);
        for (int i = 0; i < 1_000; i++) {
            assertThat(bounded.begin(new UUID(1, i), Filter.QUOTE_RATE, 0)).isTrue();
            bounded.end(new UUID(1, i), Filter.QUOTE_RATE, 500 * MILLI);
        }
        assertThat(bounded.size()).isEqualTo(1_000);
        assertThat(bounded.begin(new UUID(1, 7), Filter.QUOTE_RATE, 79 * MILLI)).as("remembered for as long as it matters").isFalse();
        nanos.addAndGet(Duration.ofHours(1).toNanos());
        assertThat(bounded.size()).isZero();
    }

    @Test
    void what_is_quick_is_always_asked_but_on_pages() {
        boolean onPages = true;
        for (int i = 0; i < 1000; i++) {
            assertThat(spend(STORE, 0, 5)).isTrue();
            onPages = onPages && time.begin(STORE, Filter.CHECKOUT_BLOCKS, 0);
            if (onPages) {
                time.end(STORE, Filter.CHECKOUT_BLOCKS, 5 * MILLI);
            }
        }
        assertThat(onPages).isFalse();
    }

    @Test
    void strangers_on_pages_use_up_nothing_of_the_time_for_prices() {
        assertThat(time.begin(STORE, Filter.CHECKOUT_BLOCKS, 0)).isTrue();
        time.end(STORE, Filter.CHECKOUT_BLOCKS, 1000 * MILLI);

        assertThat(time.begin(STORE, Filter.RECEIPT_LINES, 0)).isFalse();
        assertThat(spend(STORE, 0, 60)).isTrue();
    }

    @Test
    void a_few_of_a_store_are_asked_at_once_and_a_few_of_all() {
        for (int i = 0; i < FilterTime.AT_ONCE; i++) {
            assertThat(time.begin(STORE, Filter.QUOTE_RATE, 0)).isTrue();
        }
        assertThat(time.begin(STORE, Filter.WEBHOOK_EXTENSIONS, 0)).isFalse();
        for (int i = FilterTime.AT_ONCE; i < FilterTime.AT_ONCE_OF_ALL; i++) {
            assertThat(time.begin(new UUID(1, i), Filter.QUOTE_RATE, 0)).isTrue();
        }
        assertThat(time.begin(OTHER, Filter.QUOTE_RATE, 0)).isFalse();
        time.end(STORE, Filter.QUOTE_RATE, MILLI);

        assertThat(time.begin(OTHER, Filter.QUOTE_RATE, 0)).isTrue();
    }

    private boolean spend(UUID store, long at, long took) {
        boolean begun = time.begin(store, Filter.QUOTE_RATE, at * MILLI);
        if (begun) {
            time.end(store, Filter.QUOTE_RATE, took * MILLI);
        }
        return begun;
    }
}
