package io.cryptocheckout.platform.local;

import io.cryptocheckout.devkit.Anvil;
import io.cryptocheckout.devkit.DataFolder;
import io.cryptocheckout.devkit.DatabaseRoles;
import io.cryptocheckout.devkit.LocalChain;
import io.cryptocheckout.devkit.LocalPostgres;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** The processes of one local installation, started together and stopped together. */
final class LocalMachine implements AutoCloseable {

    private final DataFolder folder;
    private final LocalPostgres postgres;
    private final LocalChain chain;

    private LocalMachine(DataFolder folder, LocalPostgres postgres, LocalChain chain) {
        this.folder = folder;
        this.postgres = postgres;
        this.chain = chain;
    }

    static LocalMachine start(Path path) {
        DataFolder folder = DataFolder.open(path);
        // Each takes seconds, so they start beside each other.
        CompletableFuture<LocalPostgres> postgres = CompletableFuture.supplyAsync(() -> LocalPostgres.start(folder));
        CompletableFuture<LocalChain> chain = CompletableFuture.supplyAsync(() -> LocalChain.start(folder));
        try {
            return new LocalMachine(folder, postgres.join(), chain.join());
        } catch (CompletionException e) {
            postgres.thenAccept(LocalPostgres::close).exceptionally(alreadyReported -> null).join();
            chain.thenAccept(LocalChain::close).exceptionally(alreadyReported -> null).join();
            folder.close();
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    DataFolder folder() {
        return folder;
    }

    Anvil chain() {
        return chain.anvil();
    }

    String jdbcUrl() {
        return postgres.jdbcUrl();
    }

    int databasePort() {
        return postgres.port();
    }

    String ownerPassword() {
        return postgres.password(DatabaseRoles.OWNER);
    }

    String appPassword() {
        return postgres.password(DatabaseRoles.APP);
    }

    String workerPassword() {
        return postgres.password(DatabaseRoles.WORKER);
    }

    @Override
    public void close() {
        chain.close();
        postgres.close();
        folder.close();
    }
}
