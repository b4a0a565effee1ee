package io.cryptocheckout.platform.chain.scan;

import io.cryptocheckout.platform.chain.Address;
import io.cryptocheckout.platform.chain.node.Block;
import io.cryptocheckout.platform.chain.node.Block.Receipt;
import io.cryptocheckout.platform.chain.node.Block.TokenTransfer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Finds in a whole block what concerns watched addresses. Pure; its cost depends on the block alone. */
public final class BlockMatcher {

    private BlockMatcher() {}

    /** Something that concerns a watched address; values are not in receipts and are asked for afterwards. */
    public sealed interface Match {
        Block.Header header();

        Receipt receipt();

        /** A watched address is the receiver of a succeeded transaction. */
        record Paid(Block.Header header, Receipt receipt, Address to) implements Match {}

        /** A watched address is the sender of a transaction, succeeded or not. */
        record Spent(Block.Header header, Receipt receipt) implements Match {}

        /** A token, whichever, moved to a watched address. */
        record TokenPaid(Block.Header header, Receipt receipt, TokenTransfer transfer) implements Match {}
    }

    public static List<Match> match(Block block, AddressTable watched) {
        List<Match> matches = new ArrayList<>();
        watched.reading(isWatched -> {
            for (Receipt receipt : block.receipts()) {
                match(block.header(), receipt, isWatched, matches);
            }
        });
        return matches;
    }

    private static void match(Block.Header header, Receipt receipt, Predicate<Address> isWatched, List<Match> matches) {
        if (isWatched.test(receipt.from())) {
            matches.add(new Match.Spent(header, receipt));
        }
        if (!receipt.succeeded()) {
            return;
        }
        Address to = receipt.to();
        if (to != null && isWatched.test(to)) {
            matches.add(new Match.Paid(header, receipt, to));
        }
        for (TokenTransfer transfer : receipt.tokenTransfers()) {
            // A transfer of nothing is free for anybody to send; it is how look-alike addresses get into histories.
            if (transfer.amount().signum() > 0 && isWatched.test(transfer.to())) {
                matches.add(new Match.TokenPaid(header, receipt, transfer));
            }
        }
    }
}
