package io.cryptocheckout.platform.wallet.keys;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The path of an account: {@code m/44'/coin'/account'} (BIP-44). Coin 60 is Ether, 1 all test networks (SLIP-44).
 *
 * @param coin
 *            0 to 2^31 - 1
 * @param account
 *            0 to 2^31 - 1
 */
public record AccountPath(long coin, long account) {

    private static final Pattern SHAPE = Pattern.compile("m/44['hH]/(0|[1-9][0-9]{0,9})['hH]/(0|[1-9][0-9]{0,9})['hH]");
    private static final AccountPath LIVE = new AccountPath(60, 0);
    private static final AccountPath TEST = new AccountPath(1, 0);

    public AccountPath {
        if (coin >= ExtendedKey.HARDENED || account >= ExtendedKey.HARDENED) {
            throw new KeyRefused(KeyRefused.Reason.MALFORMED, "The numbers of the path must be below 2147483648.");
        }
    }

    /** What a mode uses unless the merchant chooses: so that one phrase gives two different accounts. */
    public static AccountPath standard(boolean livemode) {
        return livemode ? LIVE : TEST;
    }

    /** Reads {@code m/44'/60'/0'}; throws {@link KeyRefused} for anything else. */
    public static AccountPath parse(String text) {
        Matcher path = SHAPE.matcher(text.strip());
        if (!path.matches()) {
            throw new KeyRefused(KeyRefused.Reason.MALFORMED, "The path of an account is written like m/44'/60'/0'.");
        }
        return new AccountPath(Long.parseLong(path.group(1)), Long.parseLong(path.group(2)));
    }

    @Override
    public String toString() {
        return "m/44'/" + coin + "'/" + account + "'";
    }
}
