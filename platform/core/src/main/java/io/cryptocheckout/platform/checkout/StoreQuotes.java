package io.cryptocheckout.platform.checkout;

import io.cryptocheckout.platform.authority.Scope;
import io.cryptocheckout.platform.money.Asset;
import io.cryptocheckout.platform.money.Fiat;
import io.cryptocheckout.platform.plugin.Filtered;
import io.cryptocheckout.platform.plugin.PluginFilters;
import io.cryptocheckout.platform.plugin.PluginPrices;
import io.cryptocheckout.platform.pricing.Prices;
import io.cryptocheckout.platform.pricing.Quote;
import io.cryptocheckout.plugin.Facts;
import io.cryptocheckout.plugin.Filter;
import io.cryptocheckout.plugin.PaymentOption;
import io.cryptocheckout.plugin.Rate;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Prices as one store has them: the market's, weighed with those of its plugins, and what its plugins make of that within the guards. */
final class StoreQuotes {
    private static final int DIGITS = 18;

    private final Prices prices;
    private final PluginPrices own;
    private final PluginFilters plugins;

    StoreQuotes(Prices prices, PluginPrices own, PluginFilters plugins) {
        this.prices = prices;
        this.own = own;
        this.plugins = plugins;
    }

    /** For which session it is asked. */
    record Asked(Scope scope, Fiat price, @Nullable String reference) {

        Facts facts() {
            Map<String, Object> facts = new LinkedHashMap<>();
            facts.put("price", Map.of("amount", price.text(), "currency", price.currency()));
            if (reference != null) {
                facts.put("reference", reference);
            }
            return new Facts(facts);
        }
    }

    /** The price of a coin taken at par in its own currency: it is exactly one, and no plugin is asked what else it could be. */
    Quote par(Asked asked, Asset asset) {
        return prices.quoteAtPar(asset.symbol(), asked.price().currency());
    }

    /**
     * The price of one whole unit.
     *
     * @throws io.cryptocheckout.platform.refusal.Refused
     *             {@code rate_unavailable} where there is none
     */
    Quote quote(Asked asked, Asset asset, boolean atPar) {
        String currency = asked.price().currency();
        Quote agreed = atPar
                ? prices.quoteAtPar(asset.symbol(), currency)
                : prices.quote(asset.symbol(), currency, own.of(asked.scope(), asset.symbol(), currency));
        if (!plugins.wants(asked.scope(), Filter.QUOTE_RATE)) {
            return agreed;
        }
        Rate rate = new Rate(asset.symbol(), currency, agreed.value(), agreed.quotedAt());
        Filtered<Rate> changed = plugins.filter(asked.scope(), Filter.QUOTE_RATE, rate, asked::facts,
                other -> other.asset().equals(rate.asset()) && other.currency().equals(currency)
                        && agreed.mayBecome(other.value()));
        return changed.value().value().compareTo(agreed.value()) == 0 ? agreed : changed(agreed, changed);
    }

    private static Quote changed(Quote agreed, Filtered<Rate> changed) {
        BigDecimal value = changed.value().value();
        BigDecimal bounded = value.scale() > DIGITS ? value.setScale(DIGITS, RoundingMode.HALF_EVEN) : value;
        List<String> sources = Stream.concat(agreed.sources().stream(), changed.by().stream().map(id -> PluginPrices.SOURCE + id))
                .distinct()
                .sorted().toList();
        return agreed.changed(bounded, sources);
    }

    /** The offers in the order in which the store's plugins want them: what they leave out follows, what they make up is dropped. */
    List<OfferedAsset> ordered(Asked asked, List<OfferedAsset> offers) {
        if (offers.size() < 2 || !plugins.wants(asked.scope(), Filter.PAYMENT_OPTIONS)) {
            return offers;
        }
        Map<PaymentOption, OfferedAsset> options = new LinkedHashMap<>();
        offers.forEach(offer -> options.put(new PaymentOption(offer.asset().symbol(), offer.asset().chainId(), offer.network()), offer));
        List<PaymentOption> before = List.copyOf(options.keySet());
        List<PaymentOption> wanted = plugins.filter(asked.scope(), Filter.PAYMENT_OPTIONS, before, asked::facts, other -> true).value();
        List<OfferedAsset> ordered = new ArrayList<>();
        Stream.concat(wanted.stream(), before.stream()).distinct().map(options::get).filter(Objects::nonNull).forEach(ordered::add);
        return ordered.size() == offers.size() ? List.copyOf(ordered) : offers;
    }
}
