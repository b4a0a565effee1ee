package io.cryptocheckout.plugins;

import io.cryptocheckout.plugin.Block;
import io.cryptocheckout.plugin.Facts;
import io.cryptocheckout.plugin.Filter;
import io.cryptocheckout.plugin.Hooks;
import io.cryptocheckout.plugin.Plugin;
import io.cryptocheckout.plugin.Settings;
import io.cryptocheckout.plugin.Store;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/** Adds a line with the points that a payment earns; a payment that earns none gets no line. */
public final class LoyaltyLine implements Plugin {

    @Override
    public void register(Hooks hooks) {
        hooks.filter(Filter.CHECKOUT_BLOCKS, LoyaltyLine::withPoints).filter(Filter.RECEIPT_LINES, LoyaltyLine::withPoints);
    }

    private static List<Block> withPoints(List<Block> blocks, Facts session, Store store) {
        Settings settings = store.settings();
        BigDecimal points = session.decimal("fiat.amount").orElse(BigDecimal.ZERO).multiply(settings.number("points").orElseThrow())
                .setScale(0, RoundingMode.DOWN);
        if (points.signum() <= 0) {
            return blocks;
        }
        String label = settings.text("label").orElseThrow();
        List<Block> more = new ArrayList<>(blocks);
        more.add(Block.line(label.substring(0, Math.min(label.length(), Block.LABEL_LIMIT)), "+" + points.toPlainString()));
        return more;
    }
}
