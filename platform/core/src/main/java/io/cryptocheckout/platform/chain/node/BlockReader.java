package io.cryptocheckout.platform.chain.node;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.cryptocheckout.platform.chain.Address;
import io.cryptocheckout.platform.chain.Hash;
import io.cryptocheckout.platform.chain.node.Block.Header;
import io.cryptocheckout.platform.chain.node.Block.Receipt;
import io.cryptocheckout.platform.chain.node.Block.TokenTransfer;
import io.cryptocheckout.platform.chain.node.NodeFailure.Kind;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads headers, whole blocks and values from one node, and checks that the parts belong together: receipts without a gap,
 * all of the very block that was asked for. Receipts are read rather than full transactions because they are several times
 * smaller and tell which of them succeeded.
 */
public final class BlockReader {
    /** {@code keccak256("Transfer(address,address,uint256)")}, EIP-20. */
    public static final String TRANSFER_TOPIC = "0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef";
    private static final int RECEIPTS_AT_ONCE = 5;

    private BlockReader() {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record HeaderJson(String number, @Nullable String hash, String parentHash, String timestamp,
            @Nullable List<String> transactions) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record ReceiptJson(String transactionHash, String transactionIndex, String blockHash, String from,
            @Nullable String to, @Nullable String status, @Nullable String gasUsed, @Nullable String effectiveGasPrice,
            @Nullable String l1Fee, @Nullable String blobGasUsed, @Nullable String blobGasPrice, List<LogJson> logs) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record LogJson(String address, List<String> topics, String data, String logIndex) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record TransactionJson(String hash, @Nullable String blockHash, String from, @Nullable String to, String value) {}

    /**
     * Where a node stands.
     *
     * @param transactions
     *            hashes of those in the head
     * @param finalized
     *            what it calls finalized; -1 when nothing
     * @param at
     *            its block at the number that was asked for; null when it has none
     */
    public record Tip(Header head, List<String> transactions, long finalized, @Nullable Header at) {}

    public static Tip tip(Node node, long number) {
        List<RpcAnswer<HeaderJson>> answers = node.tryBatch(HeaderJson.class,
                List.of(RpcCall.of("eth_getBlockByNumber", "latest", false),
                        RpcCall.of("eth_getBlockByNumber", "finalized", false),
                        RpcCall.of("eth_getBlockByNumber", Quantities.hex(Math.max(0, number)), false)));
        HeaderJson latest = answers.get(0).result();
        if (latest == null) {
            throw new NodeFailure(Kind.INCONSISTENT, node.name() + " knows no latest block");
        }
        HeaderJson finalized = answers.get(1).result();
        HeaderJson at = answers.get(2).result();
        return new Tip(header(latest), listed(latest), finalized == null ? -1 : Quantities.number(finalized.number()),
                at == null ? null : header(at));
    }

    /** The headers with these numbers; one the node does not have fails. */
    public static List<Header> headers(Node node, List<Long> numbers) {
        return headersJson(node, numbers).stream().map(BlockReader::header).toList();
    }

    /** Whole blocks from one number to another, both included, in their order. */
    public static List<Block> blocks(Node node, long from, long to) {
        List<HeaderJson> headers = headersJson(node, LongStream.rangeClosed(from, to).boxed().toList());
        List<Block> blocks = new ArrayList<>(headers.size());
        for (int i = 0; i < headers.size(); i += RECEIPTS_AT_ONCE) {
            List<HeaderJson> some = headers.subList(i, Math.min(headers.size(), i + RECEIPTS_AT_ONCE));
            List<ReceiptJson[]> receipts = node.batch(ReceiptJson[].class,
                    some.stream().map(header -> RpcCall.of("eth_getBlockReceipts", String.valueOf(header.hash()))).toList());
            for (int j = 0; j < some.size(); j++) {
                blocks.add(block(node, header(some.get(j)), listed(some.get(j)), receipts.get(j)));
            }
        }
        return blocks;
    }

    /** The whole head: its header was read already, and asking for it again would cost every new block one more answer. */
    public static Block head(Node node, Tip tip) {
        return block(node, tip.head(), tip.transactions(),
                node.call(ReceiptJson[].class, "eth_getBlockReceipts", tip.head().hash().toString()));
    }

    /** The values in the smallest native unit of transactions, named by their block and place in it. */
    public static List<BigInteger> values(Node node, List<Place> places) {
        List<TransactionJson> transactions = node.batch(TransactionJson.class,
                places.stream().map(place -> RpcCall.of("eth_getTransactionByBlockHashAndIndex", place.blockHash().toString(),
                        Quantities.hex(place.receipt().index()))).toList());
        List<BigInteger> values = new ArrayList<>(places.size());
        for (int i = 0; i < places.size(); i++) {
            if (!Quantities.hash(transactions.get(i).hash()).equals(places.get(i).receipt().txHash())) {
                throw new NodeFailure(Kind.INCONSISTENT,
                        node.name() + " gives another transaction than the receipt of " + places.get(i).receipt().txHash());
            }
            values.add(Quantities.integer(transactions.get(i).value()));
        }
        return values;
    }

    /** A transaction's place on the chain. */
    public record Place(Hash blockHash, Receipt receipt) {}

    private static List<HeaderJson> headersJson(Node node, List<Long> numbers) {
        List<HeaderJson> headers = node.batch(HeaderJson.class,
                numbers.stream().map(number -> RpcCall.of("eth_getBlockByNumber", Quantities.hex(number), false)).toList());
        for (int i = 0; i < headers.size(); i++) {
            if (Quantities.number(headers.get(i).number()) != numbers.get(i)) {
                throw new NodeFailure(Kind.INCONSISTENT, node.name() + " gives block " + headers.get(i).number()
                        + " where " + Quantities.hex(numbers.get(i)) + " was asked for");
            }
        }
        return headers;
    }

    private static Header header(HeaderJson json) {
        return new Header(Quantities.number(json.number()), Quantities.hash(json.hash()),
                Quantities.hash(json.parentHash()), Quantities.time(json.timestamp()));
    }

    private static List<String> listed(HeaderJson json) {
        return json.transactions() == null ? List.of() : json.transactions();
    }

    private static Block block(Node node, Header header, List<String> transactions, ReceiptJson[] receipts) {
        Set<String> missing = new HashSet<>(transactions);
        List<Receipt> read = new ArrayList<>(receipts.length);
        for (ReceiptJson receipt : receipts) {
            if (!Quantities.hash(receipt.blockHash()).equals(header.hash())) {
                throw new NodeFailure(Kind.INCONSISTENT, node.name() + " gives receipts of another block than "
                        + header.hash());
            }
            missing.remove(receipt.transactionHash());
            read.add(receipt(receipt));
        }
        if (!missing.isEmpty()) {
            throw new NodeFailure(Kind.INCONSISTENT, node.name() + " leaves out " + missing.size()
                    + " receipts of block " + header.number());
        }
        return new Block(header, read);
    }

    private static Receipt receipt(ReceiptJson json) {
        List<TokenTransfer> transfers = new ArrayList<>();
        for (LogJson log : json.logs()) {
            // ERC-721 shares the topic but indexes its third argument too, so it has four topics and no data.
            if (log.topics().size() == 3 && TRANSFER_TOPIC.equals(log.topics().getFirst()) && log.data().length() == 66) {
                transfers.add(new TokenTransfer((int) Quantities.number(log.logIndex()), Quantities.address(log.address()),
                        Quantities.indexedAddress(log.topics().get(1)), Quantities.indexedAddress(log.topics().get(2)),
                        Quantities.integer(log.data())));
            }
        }
        Address to = json.to() == null ? null : Quantities.address(json.to());
        return new Receipt(Quantities.hash(json.transactionHash()), (int) Quantities.number(json.transactionIndex()),
                Quantities.address(json.from()), to, "0x1".equals(json.status()), fee(json), transfers);
    }

    /** Gas, the data fee of OP-stack chains ({@code l1Fee}) and that of blobs (EIP-4844). */
    private static BigInteger fee(ReceiptJson json) {
        return product(json.gasUsed(), json.effectiveGasPrice()).add(product(json.blobGasUsed(), json.blobGasPrice()))
                .add(json.l1Fee() == null ? BigInteger.ZERO : Quantities.integer(json.l1Fee()));
    }

    private static BigInteger product(@Nullable String gas, @Nullable String price) {
        return gas == null || price == null
                ? BigInteger.ZERO
                : Quantities.integer(gas).multiply(Quantities.integer(price));
    }
}
