package io.cryptocheckout.platform.checkout.page;

import io.cryptocheckout.platform.checkout.PublicSession;
import io.cryptocheckout.plugin.Block;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Where the page gets sessions from: the room's own, or a test's. */
interface Source {

    /** The session's public side as it stands; null where there is none. */
    @Nullable
    PublicSession find(UUID id);

    /** What plugins of the store add where the page is now; empty where they add nothing. */
    List<Block> blocks(PublicSession session, PageView.Stage stage);

    /** Calls back after every change, until closed. */
    AutoCloseable follow(UUID id, Runnable onChange);
}
