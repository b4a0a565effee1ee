package io.cryptocheckout.plugin;

/**
 * A way to pay that a customer is offered.
 *
 * @param asset
 *            for example {@code ETH}
 * @param chainId
 *            the network, as in EIP-155
 * @param network
 *            its name for people
 */
public record PaymentOption(String asset, long chainId, String network) {}
