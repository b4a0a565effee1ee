package io.cryptocheckout.platform.checkout;

import io.cryptocheckout.platform.authority.Scope;
import io.cryptocheckout.platform.chain.Network;
import io.cryptocheckout.platform.chain.Networks;
import io.cryptocheckout.platform.chain.Token;
import io.cryptocheckout.platform.checkout.OfferedAsset.Price;
import io.cryptocheckout.platform.checkout.StoreQuotes.Asked;
import io.cryptocheckout.platform.checkout.settlement.Depth;
import io.cryptocheckout.platform.checkout.settlement.Fraction;
import io.cryptocheckout.platform.checkout.settlement.RateLock;
import io.cryptocheckout.platform.checkout.settlement.Rules;
import io.cryptocheckout.platform.money.Asset;
import io.cryptocheckout.platform.money.Fiat;
import io.cryptocheckout.platform.money.Rounding;
import io.cryptocheckout.platform.pricing.Prices;
import io.cryptocheckout.platform.pricing.Quote;
import io.cryptocheckout.platform.refusal.Refusal;
import io.cryptocheckout.platform.refusal.Refused;
import io.cryptocheckout.platform.tenancy.LatePolicy;
import io.cryptocheckout.platform.tenancy.StoreRules;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a session offers and at which prices, from memory alone: nothing here asks anybody outside. */
final class Quoting {
    private static final String DOLLAR = "USD";

    private final Networks networks;
    private final Prices prices;
    private final StoreQuotes quotes;

    Quoting(Networks networks, Prices prices, StoreQuotes quotes) {
        this.networks = networks;
        this.prices = prices;
        this.quotes = quotes;
    }

    /**
     * Every asset the store takes, or those asked for, each with its amount; in an order that no plugin has a say in.
     *
     * @throws Refused
     *             {@code rate_unavailable} where an asset that was asked for, or every asset, has no price
     */
    List<OfferedAsset> offers(Scope scope, NewSession wanted, StoreRules rules, Instant now) {
        boolean livemode = scope.livemode();
        Asked asked = asked(scope, wanted);
        List<Asset> taken = networks.forMode(livemode).stream().flatMap(network -> network.assets().stream()).toList();
        if (taken.isEmpty()) {
            throw new Refused(Refusal.NO_ASSET_OFFERED, null,
                    "No network is connected in " + (livemode ? "live" : "test") + " mode; its operator must configure a node.");
        }
        if (wanted.assets() != null) {
            return chosen(taken, wanted.assets()).stream().map(asset -> offer(asset, asked, rules, now)).toList();
        }
        List<OfferedAsset> offers = new ArrayList<>();
        Refused missing = null;
        for (Asset asset : taken) {
            try {
                offers.add(offer(asset, asked, rules, now));
            } catch (Refused unavailable) {
                missing = unavailable;
            }
        }
        if (offers.isEmpty()) {
            throw Objects.requireNonNull(missing);
        }
        return List.copyOf(offers);
    }

    /** The offers as the customer sees them, the default one first: the shop's own order stays, any other is the plugins' to choose. */
    List<OfferedAsset> ordered(Scope scope, NewSession wanted, List<OfferedAsset> offers) {
        return wanted.assets() == null ? quotes.ordered(asked(scope, wanted), offers) : offers;
    }

    private static Asked asked(Scope scope, NewSession wanted) {
        return new Asked(scope, wanted.price(), wanted.details().reference());
    }

    private static Set<Asset> chosen(List<Asset> taken, List<String> names) {
        Set<Asset> chosen = new LinkedHashSet<>();
        for (int i = 0; i < names.size(); i++) {
            String name = String.valueOf(names.get(i));
            List<Asset> matching = taken.stream().filter(a -> name.equals(a.symbol()) || name.equals(a.symbol() + ":" + a.chainId()))
                    .toList();
            if (matching.isEmpty()) {
                String known = taken.stream().map(a -> a.symbol() + ":" + a.chainId()).collect(Collectors.joining(", "));
                throw new Refused(Refusal.NO_ASSET_OFFERED, "assets[" + i + "]",
                        "assets[" + i + "] names no asset that is taken in this mode; there are: " + known + ".");
            }
            chosen.addAll(matching);
        }
        return chosen;
    }

    private OfferedAsset offer(Asset asset, Asked asked, StoreRules rules, Instant now) {
        String peg = rules.stablecoinsAtPar() ? pegOf(asset) : null;
        boolean pegged = asked.price().currency().equals(peg);
        Quote quote = pegged ? quotes.par(asked, asset) : quotes.quote(asked, asset, peg != null);
        return new OfferedAsset(asset, networkOf(asset).name(), pegged, List.of(price(asset, asked, quote, now)));
    }

    private static Price price(Asset asset, Asked asked, Quote quote, Instant from) {
        return new Price(Rounding.quote(asked.price(), quote.value(), asset), quote.value(), quote.sources(), quote.quotedAt(), from);
    }

    /**
     * The offers with a new quote where a volatile asset's lock has run out. One whose price cannot be had now keeps its old quote, and that
     * stays in force, because it is what the customer is shown.
     *
     * @param paid
     *            the times of the payments that are known: a new quote never changes what they were worth
     */
    List<OfferedAsset> renewed(CheckoutSession session, Stream<Instant> paid, Instant now) {
        Instant from = paid.filter(at -> !at.isBefore(now)).max(Comparator.naturalOrder()).map(last -> last.plusMillis(1)).orElse(now);
        Asked asked = new Asked(session.scope(), session.price(), session.details().reference());
        return session.offers().stream().map(offer -> isStale(offer, now) ? renewed(offer, asked, from) : offer).toList();
    }

    private static boolean isStale(OfferedAsset offer, Instant now) {
        return !offer.pegged() && !offer.current().from().plus(RateLock.LONGEST).isAfter(now);
    }

    private OfferedAsset renewed(OfferedAsset offer, Asked asked, Instant from) {
        try {
            List<Price> all = new ArrayList<>(offer.quotes());
            all.add(price(offer.asset(), asked, quotes.quote(asked, offer.asset(), false), from));
            return new OfferedAsset(offer.asset(), offer.network(), offer.pegged(), all);
        } catch (Refused unavailable) {
            return offer;
        }
    }

    /**
     * The rules copied onto a session that offers these assets: how deep a payment must lie is decided by the market alone, whatever plugins
     * make of the price and of the order.
     */
    Rules rules(StoreRules rules, Fiat price, List<OfferedAsset> offers) {
        boolean valuable = isValuable(rules, price, offers.getFirst().asset());
        Map<Long, Depth> depths = new HashMap<>();
        for (OfferedAsset offer : offers) {
            Network network = networkOf(offer.asset());
            int blocks = rules.confirmations().getOrDefault(network.chainId(), network.confirmations());
            boolean finalized = valuable && network.finalizedAbove() != null;
            depths.put(network.chainId(), finalized ? Depth.FINALIZED : Depth.blocks(Math.max(1, blocks)));
        }
        return new Rules(Fraction.of(rules.tolerance()), rules.grace(), rules.latePolicy() == LatePolicy.HOLD, depths);
    }

    /** Whether the price is one from which only a finalized payment will do; where its worth in dollars is unknown, it is. */
    private boolean isValuable(StoreRules rules, Fiat price, Asset asset) {
        BigDecimal threshold = rules.finalizedFromUsd();
        if (threshold == null) {
            return false;
        }
        if (price.currency().equals(DOLLAR)) {
            return price.amount().compareTo(threshold) >= 0;
        }
        try {
            BigDecimal dollars = prices.quote(asset.symbol(), DOLLAR).value();
            BigDecimal rate = prices.quote(asset.symbol(), price.currency()).value();
            return price.amount().multiply(dollars).divide(rate, MathContext.DECIMAL64).compareTo(threshold) >= 0;
        } catch (Refused unavailable) {
            return true;
        }
    }

    private @Nullable String pegOf(Asset asset) {
        Token token = asset.contract() == null ? null : networkOf(asset).token(asset.contract());
        return token == null ? null : token.peg();
    }

    private Network networkOf(Asset asset) {
        return Objects.requireNonNull(networks.byChainId(asset.chainId()), "an offered asset's network is configured");
    }
}
