package io.cryptocheckout.platform.checkout.page;

import io.cryptocheckout.platform.money.Asset;
import java.math.BigInteger;

/** What the QR code says. */
final class PaymentLink {

    private PaymentLink() {
    }

    /**
     * An EIP-681 link for the native asset. For a token the plain address: simple wallets send to the contract that such a
     * link names, and the money would be lost.
     */
    static String of(Asset asset, String address, BigInteger units) {
        return asset.isNative() ? "ethereum:" + address + "@" + asset.chainId() + "?value=" + units : address;
    }
}
