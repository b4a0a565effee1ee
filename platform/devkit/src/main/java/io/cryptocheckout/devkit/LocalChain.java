package io.cryptocheckout.devkit;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/**
 * A chain with one block a second that goes on where it stood, also after a crash. Anvil keeps its state in memory, so this asks for
 * a copy of it: every second while that is cheap, and less often as the chain grows, so that at most a twentieth of the time goes
 * into it. An anvil that outlived its JVM is asked for its last state before it is ended: nothing it mined is lost.
 */
public final class LocalChain implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LocalChain.class);
    private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);
    private static final int PAUSE_PER_WORK = 20;

    private final Anvil anvil;
    private final Path state;
    private final Path pidFile;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread keeper;

    private LocalChain(Anvil anvil, Path state, Path pidFile) {
        this.anvil = anvil;
        this.state = state;
        this.pidFile = pidFile;
        this.keeper = Thread.ofVirtual().name("local-chain-state").start(this::keepState);
    }

    public static LocalChain start(DataFolder folder) {
        Path home = OwnerOnly.folder(folder.path().resolve("chain"));
        Path state = home.resolve("state.json");
        Path pidFile = home.resolve("anvil.pid");
        Path binary = AnvilBinary.locate(home.resolve("anvil"));
        int lastPort = rescueOrphan(pidFile, state, home);
        List<String> options = new ArrayList<>(List.of("--block-time", "1", "--config-out", home.resolve("accounts.json").toString()));
        if (Files.exists(state)) {
            options.addAll(List.of("--load-state", state.toString()));
        }
        int port = isFree(lastPort) ? lastPort : Anvil.freePort();
        Anvil anvil = Anvil.start(binary, port, home.resolve("anvil.log"), options);
        OwnerOnly.write(pidFile, anvil.pid() + "\n" + anvil.port() + "\n");
        return new LocalChain(anvil, state, pidFile);
    }

    /** Ends what an earlier process left behind, after saving its state; answers the port it had, or 0. */
    private static int rescueOrphan(Path pidFile, Path state, Path home) {
        if (!Files.exists(pidFile)) {
            return 0;
        }
        int port = portIn(pidFile);
        ProcessHandle orphan = Orphans.find(pidFile, home.toString());
        if (orphan != null) {
            try {
                save(URI.create("http://127.0.0.1:" + port), state);
            } catch (RuntimeException e) {
                LOG.warn("The chain of an earlier start gave no last state; going on with the copy it had saved", e);
            }
            Orphans.end(orphan);
        }
        return port;
    }

    private static int portIn(Path pidFile) {
        try {
            List<String> lines = Files.readAllLines(pidFile);
            return lines.size() > 1 && lines.get(1).matches("\\d{1,5}") ? Integer.parseInt(lines.get(1)) : 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return port > 0 && socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }

    private void keepState() {
        Duration pause = SHORTEST_PAUSE;
        try {
            while (!closing.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                long start = System.nanoTime();
                try {
                    save(anvil.rpcUrl(), state);
                } catch (RuntimeException e) {
                    LOG.warn("The local chain's state could not be saved; trying again", e);
                }
                Duration work = Duration.ofNanos(System.nanoTime() - start).multipliedBy(PAUSE_PER_WORK);
                pause = work.compareTo(SHORTEST_PAUSE) > 0 ? work : SHORTEST_PAUSE;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void save(URI node, Path state) {
        JsonNode dump = Anvil.call(node, "anvil_dumpState");
        byte[] packed = HexFormat.of().parseHex(dump.stringValue().substring(2));
        try (GZIPInputStream unpacked = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            OwnerOnly.write(state, unpacked.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Anvil anvil() {
        return anvil;
    }

    /** Saves the last state and ends the chain. */
    @Override
    public void close() {
        closing.countDown();
        try {
            keeper.join();
            save(anvil.rpcUrl(), state);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            // Ctrl-C in a terminal reaches the chain as well as this process; the last copy is at most one pause old.
            LOG.debug("The local chain was gone before its last state was taken", e);
        } finally {
            anvil.close();
        }
    }
}
