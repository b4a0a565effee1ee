package io.cryptocheckout.platform.local;

import io.cryptocheckout.devkit.Anvil;
import io.cryptocheckout.devkit.DataFolder;
import io.cryptocheckout.devkit.DatabaseRoles;
import io.cryptocheckout.devkit.LocalChain;
import io.cryptocheckout.devkit.LocalContracts;
import io.cryptocheckout.devkit.LocalPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** The processes of one local installation, started together and stopped together. */
final class LocalMachine implements AutoCloseable {

    private final DataFolder folder;
    private final LocalPostgres postgres;
    private final LocalChain chain;
    private final String usdc;

    private LocalMachine(DataFolder folder, LocalPostgres postgres, LocalChain chain) {
        this.folder = folder;
        this.postgres = postgres;
        this.chain = chain;
        this.usdc = LocalContracts.on(chain.anvil().rpcUrl()).usdc();
    }

    static LocalMachine start(Path path) {
        DataFolder folder = DataFolder.open(path);
        forgetDemoFile(folder);
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

    /** Where the demo's addresses and credentials are written once everything answers. */
    Path demoFile() {
        return folder.path().resolve("demo.json");
    }

    URI rpcUrl() {
        return chain.anvil().rpcUrl();
    }

    /** Where the same chain tells of new blocks. */
    URI webSocketUrl() {
        return chain.anvil().webSocketUrl();
    }

    long chainId() {
        return Anvil.CHAIN_ID;
    }

    /** The contract of the local chain's test USDC. */
    String usdc() {
        return usdc;
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

    /** The file of an earlier start names a process that is gone: who waits for the file must not find that one. */
    private static void forgetDemoFile(DataFolder folder) {
        try {
            Files.deleteIfExists(folder.path().resolve("demo.json"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        chain.close();
        postgres.close();
        folder.close();
    }
}
