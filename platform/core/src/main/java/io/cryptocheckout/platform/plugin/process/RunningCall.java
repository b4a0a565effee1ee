package io.cryptocheckout.platform.plugin.process;

import io.cryptocheckout.platform.plugin.process.PluginCall.Hook;
import io.cryptocheckout.plugin.Store;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A call between its frame and its answer. Its handle alone says for which store the child asks, and nobody can guess it. */
final class RunningCall {
    /** Bytes of questions that wait for their answers: they lie in the platform's memory. Two of the largest values have room. */
    static final int HELD_BYTES = 640 << 10;

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int ASKS_AT_ONCE = 16;
    private static final int LINES = 20;

    final String handle = random();
    final PluginCall call;
    final CompletableFuture<@Nullable Object> answer = new CompletableFuture<>();
    private final AtomicInteger lines = new AtomicInteger();
    private final Map<Long, Integer> open = new HashMap<>();
    private volatile long begun;
    private volatile long until;
    private int asked;
    private int held;
    private volatile boolean overran;

    RunningCall(PluginCall call) {
        this.call = call;
    }

    /** 128 random bits in hexadecimal. */
    static String random() {
        byte[] bytes = new byte[16];
        RANDOM.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    Map<String, ?> frame() {
        Map<String, @Nullable Object> frame = new LinkedHashMap<>();
        frame.put("k", "call");
        frame.put("call", handle);
        frame.put("hook", call.hook().wireName());
        frame.put("name", call.name());
        frame.put("store", call.store());
        frame.put("value", call.value());
        frame.put("about", call.about());
        return frame;
    }

    /** Its time begins: what it waited for before is not the plugin's. */
    void begin(Duration budget) {
        begun = System.nanoTime();
        until = begun + budget.toNanos();
    }

    /** What is left of its time; never negative. */
    Duration left() {
        return Duration.ofNanos(Math.max(0, until - System.nanoTime()));
    }

    Duration age() {
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    /** Counts a question; false where there were too many, or too much lies here for those that are open. */
    synchronized boolean mayAsk(long ask, int bytes) {
        asked++;
        boolean fits = asked <= (call.hook() == Hook.TASK ? Store.TASK_ASK_LIMIT : Store.ASK_LIMIT) && open.size() < ASKS_AT_ONCE
                && held + bytes <= HELD_BYTES && !open.containsKey(ask);
        if (fits) {
            open.put(ask, bytes);
            held += bytes;
        }
        return fits;
    }

    /** Whoever is told true is the one to send the answer. */
    synchronized boolean answers(long ask) {
        Integer bytes = open.remove(ask);
        held -= bytes == null ? 0 : bytes;
        return bytes != null;
    }

    /** Counts a line of the log; false where there were enough. */
    boolean mayLog() {
        return lines.incrementAndGet() <= LINES;
    }

    /** Its time is over; the questions that nobody has to wait for any more. */
    synchronized Set<Long> overrun() {
        overran = true;
        return Set.copyOf(open.keySet());
    }

    boolean hasOverrun() {
        return overran;
    }
}
