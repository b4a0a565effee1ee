package io.cryptocheckout.platform.chain.node;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.cryptocheckout.platform.chain.Address;
import io.cryptocheckout.platform.chain.Hash;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The transactions a node would put into the next block. What it shows may never happen. */
public final class PendingBlock {
    /** First four bytes of {@code keccak256("transfer(address,uint256)")}, and two words of 32 bytes. */
    private static final String TRANSFER_CALL = "0xa9059cbb";
    private static final int TRANSFER_CALL_LENGTH = TRANSFER_CALL.length() + 2 * 64;

    private PendingBlock() {}

    /** A payment that a pending transaction would make if it succeeds. */
    public record Payment(Hash txHash, Address from, Address to, @Nullable String contract, BigInteger amount) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record BlockJson(@Nullable String number, @Nullable List<PendingJson> transactions) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record PendingJson(String hash, String from, @Nullable String to, String value, @Nullable String input) {}

    public static List<Payment> payments(Node node) {
        BlockJson block = node.tryBatch(BlockJson.class, List.of(RpcCall.of("eth_getBlockByNumber", "pending", true)))
                .getFirst().result();
        List<Payment> payments = new ArrayList<>();
        if (block != null && block.transactions() != null) {
            block.transactions().forEach(transaction -> add(transaction, payments));
        }
        return payments;
    }

    private static void add(PendingJson transaction, List<Payment> payments) {
        if (transaction.to() == null) {
            return;
        }
        Address to = Quantities.address(transaction.to());
        Hash hash = Quantities.hash(transaction.hash());
        Address from = Quantities.address(transaction.from());
        BigInteger value = Quantities.integer(transaction.value());
        if (value.signum() > 0) {
            payments.add(new Payment(hash, from, to, null, value));
        }
        String input = transaction.input();
        if (input != null && input.length() == TRANSFER_CALL_LENGTH && input.startsWith(TRANSFER_CALL)) {
            Address receiver = Quantities.indexedAddress("0x" + input.substring(10, 74));
            BigInteger amount = Quantities.integer("0x" + input.substring(74));
            if (amount.signum() > 0) {
                payments.add(new Payment(hash, from, receiver, to.hex(), amount));
            }
        }
    }
}
