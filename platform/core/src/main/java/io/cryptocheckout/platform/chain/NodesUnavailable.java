package io.cryptocheckout.platform.chain;

/** No node of a network gave a believable answer; the message names the network and what each node did. */
public final class NodesUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public NodesUnavailable(String message) {
        super(message);
    }
}
