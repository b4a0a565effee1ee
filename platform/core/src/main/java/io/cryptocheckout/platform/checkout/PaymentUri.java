package io.cryptocheckout.platform.checkout;

import io.cryptocheckout.platform.chain.Address;
import io.cryptocheckout.platform.money.Asset;
import java.math.BigInteger;

/**
 * What a QR code holds: an EIP-681 link for a network's native asset. For tokens the plain address, because simple wallets send to the
 * contract that an EIP-681 token link names.
 */
final class PaymentUri {

    private PaymentUri() {}

    static String of(Asset asset, Address address, BigInteger units) {
        return asset.isNative() ? "ethereum:" + address + "@" + asset.chainId() + "?value=" + units : address.toString();
    }
}
