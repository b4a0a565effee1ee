package io.cryptocheckout.platform.money;

import io.cryptocheckout.platform.refusal.Refusal;
import io.cryptocheckout.platform.refusal.Refused;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * An amount in an ISO-4217 currency, kept with exactly the currency's minor units as its scale.
 *
 * @param amount
 *            in major units, scale = the currency's minor units
 * @param currency
 *            upper-case ISO-4217 code
 */
public record Fiat(BigDecimal amount, String currency) {
    private static final Pattern DECIMAL = Pattern.compile("(0|[1-9][0-9]*)(\\.[0-9]+)?");
    private static final int MAX_LENGTH = 40;
    /** Above this an amount is a mistake: one hundred billion major units. */
    private static final BigDecimal MAXIMUM = new BigDecimal("100000000000");

    public Fiat {
        amount = amount.setScale(minorUnits(currency));
    }

    /**
     * Reads what an API caller wrote; refuses with the offending field under {@code param} (for example
     * {@code amount.value}).
     */
    public static Fiat parse(String value, String currency, String param) {
        int minorUnits = minorUnitsOf(currency, param);
        if (value.length() > MAX_LENGTH || !DECIMAL.matcher(value).matches()) {
            throw new Refused(Refusal.AMOUNT_INVALID, param + ".value",
                    "The amount must be a positive decimal number written like \"50.00\".");
        }
        BigDecimal amount = new BigDecimal(value);
        if (amount.signum() <= 0) {
            throw new Refused(Refusal.AMOUNT_INVALID, param + ".value", "The amount must be more than zero.");
        }
        if (amount.stripTrailingZeros().scale() > minorUnits) {
            throw new Refused(Refusal.AMOUNT_TOO_PRECISE, param + ".value",
                    currency + " has " + minorUnits + " decimals; the amount has more.");
        }
        if (amount.compareTo(MAXIMUM) > 0) {
            throw new Refused(Refusal.AMOUNT_TOO_LARGE, param + ".value",
                    "The amount must not exceed " + MAXIMUM.toPlainString() + ".");
        }
        return new Fiat(amount, currency);
    }

    public String text() {
        return amount.toPlainString();
    }

    /** One minor unit of the currency, for example 0.01 USD or 1 JPY. */
    public BigDecimal minorUnit() {
        return BigDecimal.ONE.movePointLeft(minorUnits(currency));
    }

    public static int minorUnits(String currency) {
        return Math.max(0, Currency.getInstance(currency).getDefaultFractionDigits());
    }

    private static int minorUnitsOf(String currency, String param) {
        try {
            Currency known = Currency.getInstance(currency);
            if (known.getDefaultFractionDigits() >= 0 && currency.equals(currency.toUpperCase(Locale.ROOT))) {
                return known.getDefaultFractionDigits();
            }
        } catch (IllegalArgumentException unknown) {
            // Answered below, as for the codes that name no money (XAU, XXX).
        }
        throw new Refused(Refusal.CURRENCY_UNKNOWN, param + ".currency",
                "The currency must be an ISO-4217 code in capitals, for example \"USD\".");
    }
}
