package io.cryptocheckout.platform.chain;

import java.net.URI;
import java.util.List;

/**
 * Where the nodes of a configured network are, when that is known only at start: a bean of this type takes the place of
 * {@code rpc-urls} and is added to the tokens. The local profile makes one for the chain it starts.
 */
public record ChainConnection(long chainId, List<URI> rpcUrls, List<Token> tokens) {}
