package io.cryptocheckout.platform.chain.scan;

import io.cryptocheckout.platform.chain.Heads;
import io.cryptocheckout.platform.chain.store.Cursors;
import io.cryptocheckout.platform.chain.store.Cursors.Position;
import io.cryptocheckout.platform.database.Database;

/** Notices on this replica what another one scanned, so that its listeners hear of new heads too. */
final class OthersProgress {
    private final Database database;
    private final Heads heads;
    private final long chainId;
    private long revision = -1;

    OthersProgress(Database database, Heads heads, long chainId) {
        this.database = database;
        this.heads = heads;
        this.chainId = chainId;
    }

    void look() {
        Position at = database.acrossTenants("chain facts belong to no store", worker -> Cursors.find(worker, chainId));
        if (at != null && at.revision() != revision) {
            revision = at.revision();
            heads.moved(chainId);
        }
    }
}
