package io.cryptocheckout.platform.money;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/**
 * The one place where money is rounded: up to the shown precision, in the merchant's favour.
 */
public final class Rounding {
    /** What a person can be asked to type: at most six decimals. */
    public static final int SHOWN_DECIMALS = 6;

    private Rounding() {}

    /**
     * How much of an asset pays a fiat amount.
     *
     * @param rate
     *            price of one whole unit of the asset in the fiat currency, more than zero
     * @return smallest units (wei for ETH), a multiple of the shown precision, at least one step of it
     */
    public static BigInteger quote(Fiat fiat, BigDecimal rate, Asset asset) {
        int shown = Math.min(SHOWN_DECIMALS, asset.decimals());
        return fiat.amount().divide(rate, shown, RoundingMode.CEILING).movePointRight(asset.decimals())
                .toBigIntegerExact();
    }

    /** Smallest units as a plain decimal without trailing zeros, exact: 1500000000000000000 wei are "1.5". */
    public static String decimal(BigInteger units, int decimals) {
        BigDecimal exact = new BigDecimal(units, decimals).stripTrailingZeros();
        return (exact.scale() < 0 ? exact.setScale(0) : exact).toPlainString();
    }

    /**
     * A remainder a person is asked to pay: up to the shown precision.
     *
     * @return smallest units, never less than what is due
     */
    public static BigInteger shownUp(BigInteger due, int decimals) {
        int shown = Math.min(SHOWN_DECIMALS, decimals);
        return new BigDecimal(due, decimals).setScale(shown, RoundingMode.CEILING).movePointRight(decimals)
                .toBigIntegerExact();
    }
}
