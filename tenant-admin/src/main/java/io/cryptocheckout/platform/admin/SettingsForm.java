package io.cryptocheckout.platform.admin;

import io.cryptocheckout.platform.chain.Network;
import io.cryptocheckout.platform.refusal.Refusal;
import io.cryptocheckout.platform.refusal.Refused;
import io.cryptocheckout.platform.tenancy.LatePolicy;
import io.cryptocheckout.platform.tenancy.StoreRules;
import io.cryptocheckout.platform.tenancy.StoreSettings;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The settings as text, the way they stand in the form.
 *
 * @param tolerance
 *            in percent
 * @param finalizedFrom
 *            in US dollars; empty for never
 * @param networks
 *            how many confirmations each network's payments need; empty for the network's own number
 */
public record SettingsForm(String name, String logoUrl, String colour, String expiryMinutes, String graceMinutes, String tolerance,
        boolean holdLate, boolean atPar, String finalizedFrom, List<Depth> networks) {

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    /** The confirmations wanted on one network. */
    public record Depth(long chainId, String name, int usual, String wanted) {}

    static SettingsForm of(StoreSettings s, List<Network> networks) {
        StoreRules rules = s.rules();
        return new SettingsForm(s.name(), orEmpty(s.logoUrl()), orEmpty(s.colour()), Long.toString(rules.expiry().toMinutes()),
                Long.toString(rules.grace().toMinutes()), plain(rules.tolerance().multiply(HUNDRED)),
                rules.latePolicy() == LatePolicy.HOLD, rules.stablecoinsAtPar(),
                rules.finalizedFromUsd() == null ? "" : plain(rules.finalizedFromUsd()),
                networks.stream().map(n -> depth(n, String.valueOf(rules.confirmations().getOrDefault(n.chainId(), 0)))).toList());
    }

    static SettingsForm sent(Map<String, String> sent, List<Network> networks) {
        return new SettingsForm(text(sent, "name"), text(sent, "logoUrl"), text(sent, "colour").toLowerCase(Locale.ROOT),
                text(sent, "expiry"), text(sent, "grace"), text(sent, "tolerance"), text(sent, "late").equals("hold"),
                sent.containsKey("atPar"), text(sent, "finalizedFromUsd"),
                networks.stream().map(n -> depth(n, text(sent, "confirmations." + n.chainId()))).toList());
    }

    /** The settings with what was typed; refuses with the field that holds no number. */
    StoreSettings applyTo(StoreSettings old) {
        Map<Long, Integer> confirmations = new TreeMap<>(old.rules().confirmations());
        for (Depth depth : networks) {
            confirmations.remove(depth.chainId());
            if (!depth.wanted().isEmpty()) {
                String field = "confirmations." + depth.chainId();
                confirmations.put(depth.chainId(), Math.toIntExact(Math.min(whole(depth.wanted(), field), Integer.MAX_VALUE)));
            }
        }
        StoreRules rules = new StoreRules(Duration.ofMinutes(whole(expiryMinutes, "expiry")),
                Duration.ofMinutes(whole(graceMinutes, "grace")), number(tolerance, "tolerance").divide(HUNDRED),
                holdLate ? LatePolicy.HOLD : LatePolicy.COUNT, confirmations,
                finalizedFrom.isEmpty() ? null : number(finalizedFrom, "finalizedFromUsd"), atPar);
        return new StoreSettings(name, emptyToNull(logoUrl), emptyToNull(colour), old.checkoutVersion(), rules);
    }

    private static Depth depth(Network network, String wanted) {
        return new Depth(network.chainId(), network.name(), network.confirmations(), wanted.equals("0") ? "" : wanted);
    }

    private static String text(Map<String, String> sent, String field) {
        return sent.getOrDefault(field, "").strip();
    }

    private static long whole(String text, String field) {
        if (!text.matches("\\d{1,9}")) {
            throw new Refused(Refusal.FIELD_INVALID, field, "This must be a whole number.");
        }
        return Long.parseLong(text);
    }

    private static BigDecimal number(String text, String field) {
        if (!text.matches("\\d{1,12}(\\.\\d{1,8})?")) {
            throw new Refused(Refusal.FIELD_INVALID, field, "This must be a number, for example 0.5.");
        }
        return new BigDecimal(text);
    }

    private static String plain(BigDecimal number) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    private static @Nullable String emptyToNull(String text) {
        return text.isEmpty() ? null : text;
    }
}
