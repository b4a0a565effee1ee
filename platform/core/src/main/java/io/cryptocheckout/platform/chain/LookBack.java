package io.cryptocheckout.platform.chain;

import io.cryptocheckout.platform.chain.store.LookBacks;
import io.cryptocheckout.platform.database.Database;
import java.time.Instant;
import org.springframework.stereotype.Component;

/** Has blocks read again that were scanned before some of the watched addresses were watched. */
@Component
public final class LookBack {
    private final Database database;

    LookBack(Database database) {
        this.database = database;
    }

    /**
     * Every network reads its blocks again from this time on, in the background, in a transaction of its own. Once this returns, it is
     * promised, whatever ends in between: what reached an address that is watched by now is found. Asking again costs one more reading at most.
     *
     * @param since
     *            by our own clock; what the makers of blocks may differ from it is allowed for
     */
    public void since(Instant since) {
        database.acrossTenants("chain facts belong to no store", worker -> LookBacks.want(worker, since));
    }
}
