package io.cryptocheckout.platform.chain;

import org.jspecify.annotations.Nullable;

/**
 * An ERC-20 token that a network offers for payment.
 *
 * @param symbol
 *            for people only; anybody may deploy a token of the same symbol
 * @param contract
 *            with the network's chain id, the token's identity
 * @param peg
 *            ISO-4217 code of the currency one whole token is meant to be worth; null when it is no stablecoin
 */
public record Token(String symbol, Address contract, int decimals, @Nullable String peg) {}
