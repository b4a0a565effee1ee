package io.cryptocheckout.platform.plugin.process;

import io.cryptocheckout.plugin.Store;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A call between its frame and its answer. Its handle alone says for which store the child asks, and nobody can guess it. */
final class RunningCall {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int ASKS_AT_ONCE = 16;
    private static final int LINES = 20;

    final String handle = random();
    final PluginCall call;
    final CompletableFuture<@Nullable Object> answer = new CompletableFuture<>();
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicInteger lines = new AtomicInteger();
    private final AtomicInteger open = new AtomicInteger();
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

    /** Counts a question; false where there were too many. */
    boolean mayAsk() {
        int most = call.hook() == PluginCall.Hook.TASK ? Store.TASK_ASK_LIMIT : Store.ASK_LIMIT;
        return asked.incrementAndGet() <= most & open.incrementAndGet() <= ASKS_AT_ONCE;
    }

    void answered() {
        open.decrementAndGet();
    }

    /** Counts a line of the log; false where there were enough. */
    boolean mayLog() {
        return lines.incrementAndGet() <= LINES;
    }

    void overrun() {
        overran = true;
    }

    boolean hasOverrun() {
        return overran;
    }
}
