package io.cryptocheckout.platform.checkout;

import io.cryptocheckout.platform.checkout.CheckoutSession.Details;
import io.cryptocheckout.platform.money.Fiat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a merchant's backend asks for.
 *
 * @param expiresInSeconds
 *            null for the store's own expiry
 * @param assets
 *            symbols ({@code ETH}) or symbols with a chain id ({@code USDC:8453}), the default one first; null for everything
 * @param reuseOpen
 *            whether to hand back the open session of the same reference and amount
 */
public record NewSession(Fiat price, @Nullable Integer expiresInSeconds, @Nullable List<String> assets, boolean reuseOpen,
        Details details) {}
