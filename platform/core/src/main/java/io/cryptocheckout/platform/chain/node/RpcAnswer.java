package io.cryptocheckout.platform.chain.node;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import org.jspecify.annotations.Nullable;

/** One answer of JSON-RPC 2.0: a result, which may be null, or an error. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record RpcAnswer<T>(@Nullable Long id, @Nullable T result, @Nullable RpcError error) {

    /** The error object of JSON-RPC 2.0. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record RpcError(int code, @Nullable String message) {}
}
