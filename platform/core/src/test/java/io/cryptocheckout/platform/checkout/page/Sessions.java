package io.cryptocheckout.platform.checkout.page;

import io.cryptocheckout.platform.authority.Scope;
import io.cryptocheckout.platform.checkout.PublicSession;
import io.cryptocheckout.platform.money.Asset;
import io.cryptocheckout.platform.money.Fiat;
import io.cryptocheckout.plugin.Block;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;

/** Sessions for the tests of the page. */
final class Sessions {

    static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
    static final String ADDRESS = "0x70997970C51812dc3A010C7d01b50e0d17dc79C8";
    static final String USDC = "0x5fbdb2315678afecb367f032d93f642f64180aa3";
    static final Scope TEST = new Scope(new UUID(0, 7), false);
    static final UUID ID = UUID.fromString("01989c3e-7a00-7000-8000-000000000001");

    private Sessions() {}

    /** Shows what is in the box, and tells nobody of a change. */
    static Source source(Supplier<PublicSession> shown) {
        return source(shown, List.of());
    }

    /** The same with what a plugin adds. */
    static Source source(Supplier<PublicSession> shown, List<Block> blocks) {
        return new Source() {
            @Override
            public PublicSession find(UUID id) {
                return id.equals(ID) ? shown.get() : null;
            }

            @Override
            public List<Block> blocks(PublicSession session, PageView.Stage stage) {
                return blocks;
            }

            @Override
            public AutoCloseable follow(UUID id, Runnable onChange) {
                return () -> {};
            }
        };
    }

    /** 50.00 USD for 0.02 ETH, of which 0.008 are due, or 50 USDC; the window is open for another ten minutes. */
    static PublicSession with(String status) {
        return of(status, NOW.plusSeconds(600), List.of());
    }

    static PublicSession closed(String status, String... exceptions) {
        return of(status, NOW.minusSeconds(1), List.of(exceptions));
    }

    private static PublicSession of(String status, Instant expiresAt, List<String> exceptions) {
        PublicSession.Option eth = new PublicSession.Option(new Asset("ETH", 31337, null, 18), "Local chain",
                new BigInteger("20000000000000000"), new BigInteger("8000000000000000"),
                "ethereum:" + ADDRESS + "@31337?value=8000000000000000");
        PublicSession.Option usdc = new PublicSession.Option(new Asset("USDC", 31337, USDC, 6), "Local chain",
                new BigInteger("50000000"), new BigInteger("20000000"), ADDRESS);
        return new PublicSession(ID, TEST, new PublicSession.Store("Nordlicht & <Söhne>", "https://shop.example:8443/logo.png", "#0f766e"),
                status, exceptions, Fiat.parse("50.00", "USD", "amount"), ADDRESS, List.of(eth, usdc), 1, "3",
                new PublicSession.Return("https://shop.example/ok?s=1", "https://shop.example/cart"), NOW.minusSeconds(60), expiresAt, 7);
    }
}
