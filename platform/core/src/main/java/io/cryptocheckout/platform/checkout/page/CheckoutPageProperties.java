package io.cryptocheckout.platform.checkout.page;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the hosted page ({@code checkout.page}).
 *
 * @param streamsPerAddress
 *            open live streams one network address may hold; who has more polls instead
 * @param streams
 *            open live streams of one server
 * @param frameAncestors
 *            who may embed the page, as in the {@code frame-ancestors} directive of CSP
 * @param testWalletChainId
 *            the local development chain whose unlocked account pays at the press of a button; null for none
 */
@ConfigurationProperties("checkout.page")
public record CheckoutPageProperties(@DefaultValue("20") int streamsPerAddress, @DefaultValue("5000") int streams,
        @DefaultValue("'none'") String frameAncestors, @Nullable Long testWalletChainId) {

    public CheckoutPageProperties {
        if (streamsPerAddress < 0 || streams < 0) {
            throw new IllegalArgumentException("checkout.page.streams and streams-per-address must not be negative");
        }
        if (!frameAncestors.matches("[A-Za-z0-9:/.*' -]+")) {
            throw new IllegalArgumentException("checkout.page.frame-ancestors is not a CSP source list: " + frameAncestors);
        }
    }
}
