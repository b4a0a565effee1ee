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
    /** While anything that it asked for is being done, and while what is done is the platform's own work. */
    private final Going answering = new Going();
    private final Going platforms = new Going();
    private int asked;
    private int held;
    private boolean over;
    private volatile boolean overran;
    private @Nullable PluginFault late;

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

    /** How long the plugin has been at work, without what it had to be answered first. */
    synchronized CallTimes.Spent spent(long now) {
        return new CallTimes.Spent(call.scope(), begun, now, now - begun - answering.until(now).toNanos());
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

    /** Work on a question begins; false where nobody waits for the answer any more, and nothing is to be done. */
    synchronized boolean works(String what) {
        if (over || overran) {
            return false;
        }
        long now = System.nanoTime();
        answering.begins(now);
        if (isPlatforms(what)) {
            platforms.begins(now);
        }
        return true;
    }

    /** Work on a question has ended; whether with it ended all that there was to do for a call that is over. */
    synchronized boolean worked(String what) {
        long now = System.nanoTime();
        answering.ends(now);
        if (isPlatforms(what)) {
            platforms.ends(now);
        }
        return over && !answering.isOn();
    }

    /** How long a request takes is the plugin's choice; how long it waits for a table is not. */
    private static boolean isPlatforms(String what) {
        return !what.startsWith("http.");
    }

    /** The plugin has answered; whether nothing is being done for the call any more either. */
    synchronized boolean isDone() {
        over = true;
        return !answering.isOn();
    }

    /** Its time is over; the questions that nobody has to wait for any more. */
    synchronized Set<Long> overrun(PluginFault fault) {
        overran = true;
        late = fault;
        return Set.copyOf(open.keySet());
    }

    boolean hasOverrun() {
        return overran;
    }

    /**
     * That it was late, where the plugin itself needed more than the budget: told once, at the budget's end or, where the platform took a part
     * of the time, when the plugin came back.
     */
    synchronized @Nullable PluginFault lateness() {
        PluginFault fault = late;
        long now = System.nanoTime();
        if (fault == null || now - begun - platforms.until(now).toNanos() < until - begun) {
            return null;
        }
        late = null;
        return fault;
    }
}
