package io.cryptocheckout.platform.checkout;

import static io.cryptocheckout.platform.checkout.CheckoutBench.id;
import static io.cryptocheckout.platform.checkout.TestChain.send;
import static org.assertj.core.api.Assertions.assertThat;

import io.cryptocheckout.platform.authority.Caller;
import io.cryptocheckout.platform.authority.Permission;
import io.cryptocheckout.platform.authority.Scope;
import io.cryptocheckout.platform.database.Database;
import io.cryptocheckout.platform.refusal.Refusal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

/** How a store is doing, and what it sold, with nothing of any other store or mode in it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StoreFiguresTest {
    private final CheckoutBench bench = new CheckoutBench();
    private final Caller merchant = reader(bench.merchant());
    private final StoreFigures figures = new StoreFigures(bench.context.getBean(Database.class), bench.clock);

    @AfterAll
    void close() {
        bench.close();
    }

    @Test
    void whatWasPaidIsAddedUpByDayAndCurrencyAndWhatIsStuckIsCounted() {
        Instant begin = bench.clock.instant();
        JsonNode paid = bench.open(merchant, "50.00");
        JsonNode half = bench.open(merchant, "20.00");
        assertThat(figures.pulse(merchant)).isEqualTo(new StorePulse(0, 0, null));
        bench.chain.mine(send(paid.get("address").asString(), null, new BigInteger(paid.get("amount").get("wei").asString())));
        bench.chain.mine(send(half.get("address").asString(), null, BigInteger.TEN.pow(15)));
        bench.chain.mine(64);
        bench.settle();
        assertThat(bench.status(merchant, id(paid))).isEqualTo("paid");
        Instant end = bench.clock.instant().plusSeconds(1);

        assertThat(figures.sales(merchant, begin, end)).singleElement().satisfies(sales -> {
            assertThat(sales.currency()).isEqualTo("USD");
            assertThat(sales.payments()).isEqualTo(1);
            assertThat(sales.total()).isEqualByComparingTo("50.00");
        });
        assertThat(figures.sales(merchant, end, end.plusSeconds(60))).isEmpty();
        assertThat(figures.pulse(merchant).lastPaidAt()).isBetween(begin, end);
        assertThat(figures.pulse(merchant).stuck()).as("its time is not over").isZero();
        bench.clock.advance(Duration.ofMinutes(76));
        assertThat(figures.pulse(merchant).stuck()).isEqualTo(1);
        Caller live = new Caller(new Scope(merchant.scope().storeId(), true), merchant.permissions(), merchant.principal());
        for (Caller other : Set.of(reader(bench.merchant()), live)) {
            assertThat(figures.sales(other, begin, end)).isEmpty();
            assertThat(figures.pulse(other)).isEqualTo(new StorePulse(0, 0, null));
        }
    }

    @Test
    void whoeverMayNotReadThemIsRefused() {
        Caller powerless = new Caller(merchant.scope(), Set.of(Permission.EVENTS_READ), merchant.principal());
        assertThat(CheckoutBench.refusal(() -> figures.pulse(powerless))).isEqualTo(Refusal.PERMISSION_MISSING);
        assertThat(CheckoutBench.refusal(() -> figures.sales(powerless, Instant.EPOCH, Instant.EPOCH)))
                .isEqualTo(Refusal.PERMISSION_MISSING);
    }

    private static Caller reader(Caller caller) {
        return new Caller(caller.scope(), EnumSet.allOf(Permission.class), caller.principal());
    }
}
