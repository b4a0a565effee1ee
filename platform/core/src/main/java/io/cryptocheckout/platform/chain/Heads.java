package io.cryptocheckout.platform.chain;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Tells whoever listens that a chain's scanned head moved (forward or to another fork). A hint kept in memory: it may be
 * lost, come twice, or name a change already seen, so listeners also look by themselves now and then.
 */
@Component
public final class Heads {
    private static final Logger LOG = LoggerFactory.getLogger(Heads.class);

    private final List<Consumer<Long>> listeners = new CopyOnWriteArrayList<>();

    /**
     * Calls the listener with the chain id after each commit of new blocks; it must return at once.
     *
     * @return ends the listening
     */
    public Runnable onNewHead(Consumer<Long> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /** Called by the scanner once its transaction is durable. */
    public void moved(long chainId) {
        for (Consumer<Long> listener : listeners) {
            try {
                listener.accept(chainId);
            } catch (RuntimeException e) {
                LOG.warn("A listener failed on a new head of chain {}", chainId, e);
            }
        }
    }
}
