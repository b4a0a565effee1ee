package io.cryptocheckout.platform.checkout;

import io.cryptocheckout.platform.authority.Scope;
import io.cryptocheckout.platform.database.Database;
import io.cryptocheckout.platform.id.IdKind;
import io.cryptocheckout.platform.money.Rounding;
import io.cryptocheckout.platform.plugin.PluginFilters;
import io.cryptocheckout.plugin.Block;
import io.cryptocheckout.plugin.Facts;
import io.cryptocheckout.plugin.Filter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What a store's plugins add to the hosted page of its sessions, as plain text. */
public final class PageBlocks {
    /** However it is broken up: whoever reads an address on the page of a payment pays to it. */
    private static final Pattern ADDRESS = Pattern.compile("0x[0-9a-f]{40}");
    private static final Pattern BETWEEN = Pattern.compile("[^0-9a-z]+");

    private final Database database;
    private final PluginFilters plugins;

    PageBlocks(Database database, PluginFilters plugins) {
        this.database = database;
        this.plugins = plugins;
    }

    /** Under the amount of a session that waits for its payment. */
    public List<Block> underTheAmount(PublicSession session) {
        return blocks(session, Filter.CHECKOUT_BLOCKS, block -> block.kind() != Block.Kind.DOWNLOAD);
    }

    /** On the receipt of a paid session. */
    public List<Block> onTheReceipt(PublicSession session) {
        return blocks(session, Filter.RECEIPT_LINES, block -> block.kind() == Block.Kind.LINE);
    }

    private List<Block> blocks(PublicSession session, Filter<List<Block>> point, Predicate<Block> fits) {
        if (plugins.areIdle()) {
            return List.of();
        }
        Scope scope = database.acrossTenants("the hosted page names a session before its store is known",
                worker -> DueSessions.scopeOf(worker, session.id()));
        return scope == null
                ? List.of()
                : plugins.filter(scope, point, List.of(), () -> facts(session),
                        blocks -> blocks.stream().allMatch(fits) && !nameAnAddress(blocks)).value();
    }

    static boolean nameAnAddress(List<Block> blocks) {
        String text = blocks.stream().map(block -> block.label() + block.text()).collect(Collectors.joining()).toLowerCase(Locale.ROOT);
        return ADDRESS.matcher(BETWEEN.matcher(text).replaceAll("")).find();
    }

    /** The session as its page knows it; never its reference, customer or metadata. */
    private static Facts facts(PublicSession session) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("id", IdKind.CHECKOUT_SESSION.format(session.id()));
        facts.put("livemode", session.livemode());
        facts.put("status", session.status());
        facts.put("exceptions", session.exceptions());
        facts.put("fiat", Map.of("amount", session.fiat().text(), "currency", session.fiat().currency()));
        facts.put("paymentOptions", session.options().stream().map(PageBlocks::option).toList());
        facts.put("createdAt", Timestamps.shown(session.createdAt()));
        facts.put("expiresAt", Timestamps.shown(session.expiresAt()));
        return new Facts(facts);
    }

    private static Map<String, Object> option(PublicSession.Option option) {
        int decimals = option.asset().decimals();
        return Map.of("asset", option.asset().symbol(), "chainId", option.asset().chainId(), "network", option.network(), "amount",
                Rounding.decimal(option.amount(), decimals), "amountDue", Rounding.decimal(option.due(), decimals));
    }
}
