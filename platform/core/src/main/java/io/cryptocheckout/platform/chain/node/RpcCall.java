package io.cryptocheckout.platform.chain.node;

import java.util.List;

/** One call of the Ethereum JSON-RPC. */
public record RpcCall(String method, List<Object> params) {

    public static RpcCall of(String method, Object... params) {
        return new RpcCall(method, List.of(params));
    }
}
