package io.cryptocheckout.platform.pricing;

import java.io.IOException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/** A place that can be asked what coins cost; it is asked in the background, never while somebody waits. */
public interface PriceSource {

    /** The name shown in a session's {@code rate.sources}. */
    String name();

    /**
     * Asks the source for all of these assets in every fiat currency it quotes itself.
     *
     * @param symbols
     *            assets, for example {@code ETH}; those the source does not know are left out of the answer
     * @param now
     *            the time of asking, for sources that give no time of their own
     * @throws IOException
     *             when the source could not be reached or did not answer in its own format; the message names why
     */
    List<Sighting> read(Collection<String> symbols, Instant now) throws IOException, InterruptedException;
}
