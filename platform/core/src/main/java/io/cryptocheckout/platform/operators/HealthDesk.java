package io.cryptocheckout.platform.operators;

import io.cryptocheckout.platform.chain.ChainFacts;
import io.cryptocheckout.platform.checkout.SessionFigures;
import io.cryptocheckout.platform.database.Database;
import io.cryptocheckout.platform.events.DeliveryFigures;
import io.cryptocheckout.platform.mail.MailFigures;
import io.cryptocheckout.platform.pricing.Prices;
import io.cryptocheckout.platform.wallet.PoolFigures;
import java.time.Clock;
import java.time.Instant;
import org.springframework.stereotype.Component;

/** Asks every room how it is doing. */
@Component
public class HealthDesk {
    private final Database database;
    private final ChainFacts chain;
    private final Prices prices;
    private final Clock clock;

    HealthDesk(Database database, ChainFacts chain, Prices prices, Clock clock) {
        this.database = database;
        this.chain = chain;
        this.prices = prices;
        this.clock = clock;
    }

    public PlatformHealth look() {
        Instant now = clock.instant();
        return database.asOperator("the queues of all stores are counted together",
                operators -> new PlatformHealth(now, SessionFigures.queue(operators.sql(), now), DeliveryFigures.of(operators.sql(), now),
                        MailFigures.of(operators.sql(), now), PoolFigures.of(operators.sql(), now), chain.health(), prices.health()));
    }
}
