package io.cryptocheckout.platform.chain.node;

import io.cryptocheckout.platform.chain.Address;
import io.cryptocheckout.platform.chain.Hash;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Native balances bound to one block by its hash (EIP-1898), so that a reorganisation meanwhile cannot mix two chains. */
public final class Balances {

    private Balances() {}

    /** In the order of the addresses. */
    public static Map<Address, BigInteger> at(Node node, Hash block, Collection<Address> addresses) {
        Map<String, Object> where = Map.of("blockHash", block.toString(), "requireCanonical", true);
        List<Address> asked = new ArrayList<>(addresses);
        List<String> answers = node.batch(String.class,
                asked.stream().map(address -> RpcCall.of("eth_getBalance", address.hex(), where)).toList());
        Map<Address, BigInteger> balances = new LinkedHashMap<>();
        for (int i = 0; i < asked.size(); i++) {
            balances.put(asked.get(i), Quantities.integer(answers.get(i)));
        }
        return balances;
    }
}
