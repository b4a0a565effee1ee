package io.cryptocheckout.platform.checkout;

import io.cryptocheckout.platform.id.IdKind;
import io.cryptocheckout.platform.money.Rounding;
import io.cryptocheckout.platform.plugin.PluginFilters;
import io.cryptocheckout.plugin.Block;
import io.cryptocheckout.plugin.Facts;
import io.cryptocheckout.plugin.Filter;
import java.text.Normalizer;
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
    /** The hash of a transaction, in one piece. */
    private static final Pattern HASH = Pattern.compile("(?<![0-9a-z])0x[0-9a-f]{64}(?![0-9a-z])");
    private static final Pattern NAME = Pattern.compile("[0-9a-z]\\.eth(?![0-9a-z])");
    /** Characters that turn the direction of reading: what is shown is another text than what is looked at. */
    private static final Pattern TURNED = Pattern.compile("[\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069]");
    /** Greek and Cyrillic letters that look like those of an address, in the order of what they look like. */
    private static final String ALIKE = "\u03b1\u0430\u03b2\u0432\u044c\u0441\u0501\u03b5\u0435\u03bf\u043e\u03c7\u0445";
    private static final String LATIN = "aabbbcdeeooxx";

    private final PluginFilters plugins;

    PageBlocks(PluginFilters plugins) {
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
        return plugins.filter(session.scope(), point, List.of(), () -> facts(session),
                blocks -> blocks.stream().allMatch(fits) && !nameAnAddress(blocks)).value();
    }

    /** Also one that is spelled with letters of other scripts, written backwards, or has a name. The hash of a transaction is none. */
    static boolean nameAnAddress(List<Block> blocks) {
        String shown = blocks.stream().map(block -> block.label() + "\n" + block.text()).collect(Collectors.joining("\n"));
        if (TURNED.matcher(shown).find()) {
            return true;
        }
        String text = HASH.matcher(latin(shown)).replaceAll("hash");
        return NAME.matcher(text).find() || ADDRESS.matcher(BETWEEN.matcher(text).replaceAll("").replace('o', '0')).find();
    }

    private static String latin(String text) {
        String plain = Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        StringBuilder latin = new StringBuilder(plain);
        for (int i = 0; i < latin.length(); i++) {
            int alike = ALIKE.indexOf(latin.charAt(i));
            if (alike >= 0) {
                latin.setCharAt(i, LATIN.charAt(alike));
            }
        }
        return latin.toString();
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
