package io.cryptocheckout.platform.chain.scan;

import io.cryptocheckout.platform.chain.Transfer;
import io.cryptocheckout.platform.chain.node.Block;
import io.cryptocheckout.platform.chain.node.Block.Header;
import io.cryptocheckout.platform.chain.node.Block.TokenTransfer;
import io.cryptocheckout.platform.chain.node.BlockReader;
import io.cryptocheckout.platform.chain.node.BlockReader.Place;
import io.cryptocheckout.platform.chain.node.Node;
import io.cryptocheckout.platform.chain.scan.BlockMatcher.Match;
import io.cryptocheckout.platform.chain.scan.Findings.Found;
import io.cryptocheckout.platform.chain.store.Spendings.Spending;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** Turns the matches in blocks into findings; the few values they need are asked of the node that gave the blocks. */
final class BlockFindings {
    private final long chainId;
    private final List<Found> transfers = new ArrayList<>();
    private final List<Spending> spendings = new ArrayList<>();

    private BlockFindings(long chainId) {
        this.chainId = chainId;
    }

    static Findings of(long chainId, Node node, List<Block> blocks, AddressTable watched) {
        List<Match> matches = new ArrayList<>();
        blocks.forEach(block -> matches.addAll(BlockMatcher.match(block, watched)));
        List<Place> places = matches.stream().filter(match -> !(match instanceof Match.TokenPaid))
                .map(match -> new Place(match.header().hash(), match.receipt())).toList();
        List<BigInteger> values = BlockReader.values(node, places);
        BlockFindings findings = new BlockFindings(chainId);
        int next = 0;
        for (Match match : matches) {
            findings.add(match, match instanceof Match.TokenPaid ? BigInteger.ZERO : values.get(next++));
        }
        return new Findings(findings.transfers, findings.spendings);
    }

    private void add(Match match, BigInteger value) {
        Header header = match.header();
        switch (match) {
            case Match.Paid paid -> {
                if (value.signum() > 0) {
                    transfers.add(found(paid, value));
                }
            }
            case Match.Spent spent -> spendings.add(new Spending(chainId, header.hash(), header.number(),
                    spent.receipt().txHash(), spent.receipt().from(),
                    spent.receipt().succeeded() ? value.add(spent.receipt().fee()) : spent.receipt().fee()));
            case Match.TokenPaid paid -> transfers.add(found(paid));
        }
    }

    private Found found(Match.Paid paid, BigInteger value) {
        Header block = paid.header();
        return new Found(new Transfer(chainId, block.hash(), block.number(), block.time(), paid.receipt().txHash(),
                Transfer.VALUE, paid.to(), paid.receipt().from(), null, value, true, block.time()), null);
    }

    private Found found(Match.TokenPaid paid) {
        Header block = paid.header();
        TokenTransfer token = paid.transfer();
        return new Found(new Transfer(chainId, block.hash(), block.number(), block.time(), paid.receipt().txHash(),
                token.logIndex(), token.to(), token.from(), token.contract().hex(), token.amount(), true, block.time()), null);
    }
}
