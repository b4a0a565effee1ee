package io.cryptocheckout.devkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Chains for tests: each a fresh anvil of its own, gone with its JVM. Anvil is fetched once per machine and user. */
public final class TestChain {

    private TestChain() {}

    /** A chain that mines a block for each transaction, and on {@code anvil_mine}. */
    public static Anvil onDemand() {
        return start(List.of());
    }

    /** A chain that mines a block every second, like the local one. */
    public static Anvil everySecond() {
        return start(List.of("--block-time", "1"));
    }

    public static Anvil start(List<String> options) {
        try {
            Path shared = Path.of(System.getProperty("java.io.tmpdir"), "crypto-checkout-anvil-" + System.getProperty("user.name"));
            Path binary = AnvilBinary.locate(shared);
            Path log = Files.createTempFile("anvil", ".log");
            log.toFile().deleteOnExit();
            Anvil anvil = Anvil.start(binary, Anvil.freePort(), log, options);
            Runtime.getRuntime().addShutdownHook(new Thread(anvil::close));
            return anvil;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
