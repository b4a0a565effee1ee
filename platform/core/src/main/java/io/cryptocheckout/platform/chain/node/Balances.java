package io.cryptocheckout.platform.chain.node;

import io.cryptocheckout.platform.chain.Address;
import io.cryptocheckout.platform.chain.Hash;
import io.cryptocheckout.platform.chain.node.NodeFailure.Kind;
import java.math.BigInteger;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Native balances in wei, bound to one block by its hash (EIP-1898), so that a reorganisation meanwhile cannot mix two chains. Many are
 * read by one call of a program that is never deployed; a node that does not answer it is asked for
 * one balance at a time.
 */
public final class Balances {
    /** Fewer are not worth a program. */
    private static final int FEW = 32;
    /** What the program answers counts as the code of a contract, of which EIP-170 allows 24,576 bytes: 768 balances. */
    private static final int AT_ONCE = 700;
    private static final int WORD_DIGITS = 64;

    /**
     * Init code that reads the 20-byte addresses appended to it and returns their balances, 32 bytes each. On the stack lie the place of
     * the next address in the code and of its balance in the answer.
     */
    private static final String PROGRAM = "0x"
            + "6028" // PUSH1 40: the length of this program, where the addresses begin
            + "6000" // PUSH1 0
            + "5b" // JUMPDEST (4)
            + "81381115602457" // DUP2 CODESIZE GT ISZERO PUSH1 36 JUMPI: no address is left
            + "60148282600c0139" // PUSH1 20 DUP3 DUP3 PUSH1 12 ADD CODECOPY: the address, as a word
            + "8051318152" // DUP1 MLOAD BALANCE DUP2 MSTORE
            + "60200190" // PUSH1 32 ADD SWAP1
            + "60140190" // PUSH1 20 ADD SWAP1
            + "600456" // PUSH1 4 JUMP
            + "5b" // JUMPDEST (36)
            + "6000f3"; // PUSH1 0 RETURN

    private Balances() {}

    /** In the order of the addresses. */
    public static Map<Address, BigInteger> at(Node node, Hash block, Collection<Address> addresses) {
        Map<String, Object> where = Map.of("blockHash", block.toString(), "requireCanonical", true);
        List<Address> asked = List.copyOf(addresses);
        Map<Address, BigInteger> together = asked.size() > FEW ? together(node, where, asked) : null;
        return together == null ? singly(node, where, asked) : together;
    }

    private static Map<Address, BigInteger> singly(Node node, Map<String, Object> where, List<Address> asked) {
        List<String> answers = node.batch(String.class,
                asked.stream().map(address -> RpcCall.of("eth_getBalance", address.hex(), where)).toList());
        Map<Address, BigInteger> balances = new LinkedHashMap<>();
        for (int i = 0; i < asked.size(); i++) {
            balances.put(asked.get(i), Quantities.integer(answers.get(i)));
        }
        return balances;
    }

    /** Null where the program is not answered, or by something else than one balance for each address. */
    private static @Nullable Map<Address, BigInteger> together(Node node, Map<String, Object> where, List<Address> asked) {
        Map<Address, BigInteger> balances = new LinkedHashMap<>();
        try {
            for (int from = 0; from < asked.size(); from += AT_ONCE) {
                List<Address> part = asked.subList(from, Math.min(asked.size(), from + AT_ONCE));
                // One to a request: providers refuse long bodies.
                String words = node.call(String.class, "eth_call", Map.of("data", program(part)), where);
                if (!read(part, words, balances)) {
                    return null;
                }
            }
            return balances;
        } catch (NodeFailure failure) {
            if (failure.kind() == Kind.WRONG_CHAIN) {
                throw failure;
            }
            // Whatever it is that this node has against the program (its length, its price, its time), the plain question may do.
            return null;
        }
    }

    private static String program(List<Address> addresses) {
        StringBuilder code = new StringBuilder(PROGRAM);
        addresses.forEach(address -> code.append(address.hex(), 2, address.hex().length()));
        return code.toString();
    }

    private static boolean read(List<Address> addresses, String words, Map<Address, BigInteger> balances) {
        if (words.length() != 2 + addresses.size() * WORD_DIGITS || !words.startsWith("0x")) {
            return false;
        }
        try {
            for (int i = 0; i < addresses.size(); i++) {
                int from = 2 + i * WORD_DIGITS;
                balances.put(addresses.get(i), new BigInteger(1, HexFormat.of().parseHex(words, from, from + WORD_DIGITS)));
            }
            return true;
        } catch (IllegalArgumentException notHexadecimal) {
            return false;
        }
    }
}
