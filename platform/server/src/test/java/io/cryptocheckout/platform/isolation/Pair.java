package io.cryptocheckout.platform.isolation;

import io.cryptocheckout.platform.journey.LocalRun;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** The two merchants of every proof in this JVM: the one whose things are named, and the one who names them. */
record Pair(Shop victim, Shop intruder, Rows rows) {
    private static Pair made;

    static synchronized Pair shared() {
        if (made == null) {
            LocalRun run = LocalRun.shared();
            // Each waits for blocks, so they are made beside each other; the common pool has one thread here, which the server needs.
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                Future<Shop> intruder = threads.submit(() -> new Shop(run, "intruder"));
                made = new Pair(new Shop(run, "victim"), intruder.get(), new Rows(run));
            } catch (InterruptedException | ExecutionException e) {
                throw new IllegalStateException("The two merchants could not be made: " + e.getMessage(), e);
            }
        }
        return made;
    }

    String base() {
        return victim.run.text("baseUrl");
    }
}
