package io.cryptocheckout.platform.plugin.process;

import io.cryptocheckout.platform.plugin.process.PluginFault.Kind;
import io.cryptocheckout.plugin.Refused;
import io.cryptocheckout.plugin.wire.Malformed;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a child says after it is ready: answers to calls, and questions during them. */
final class Reading {
    private static final Logger LOG = LoggerFactory.getLogger(Reading.class);
    private static final Set<String> QUESTIONS = Set.of("storage.get", "storage.put", "storage.putIfAbsent", "storage.delete",
            "storage.keys", "http.get", "http.post", "mail", "log");
    /** Frames about calls that are not open: a plugin's own thread may be late, but not as often as this. */
    private static final int STRAYS = 100;

    private final Child child;
    private final Host host;
    private final String pluginId;
    private int strays;

    Reading(Child child, Host host, String pluginId) {
        this.child = child;
        this.host = host;
        this.pluginId = pluginId;
    }

    /** Reads until the child or the connection ends. */
    void all(Connection connection) {
        try {
            while (child.isUp()) {
                byte[] next;
                try {
                    next = connection.read();
                } catch (Malformed e) {
                    throw e;
                } catch (IOException e) {
                    child.gone();
                    return;
                }
                take(Frame.of(next));
            }
        } catch (IOException e) {
            child.end(new PluginFault(Kind.MALFORMED, "The plugin's process sent what it may not: " + e.getMessage(), true));
        }
    }

    private void take(Frame frame) throws IOException {
        switch (frame.kind()) {
            case "done" -> done(frame);
            case "threw" -> threw(frame);
            case "ask" -> ask(frame);
            default -> throw new IOException("there is no frame " + frame.words("k"));
        }
    }

    private void done(Frame frame) throws IOException {
        RunningCall running = child.take(frame.text("call"));
        if (running == null) {
            stray();
        } else {
            running.answer.complete(frame.value());
            child.late(running);
        }
    }

    private void threw(Frame frame) throws IOException {
        String words = frame.words("type") + ": " + frame.words("message");
        PluginFault fault = switch (frame.text("fault")) {
            case "outside" -> new PluginFault(Kind.OUTSIDE, frame.words("message"));
            case "malformed" -> new PluginFault(Kind.MALFORMED, frame.words("message"));
            default -> new PluginFault(Kind.THREW, "The plugin failed with " + words);
        };
        RunningCall running = child.take(frame.text("call"));
        if (running == null) {
            stray();
            return;
        }
        running.answer.completeExceptionally(fault);
        if (running.hasOverrun()) {
            child.late(running);
        } else {
            host.tell(running.call.scope(), pluginId, fault);
        }
    }

    private void ask(Frame frame) throws IOException {
        String what = frame.text("what");
        long ask = frame.number("ask");
        List<@Nullable Object> arguments = frame.arguments();
        RunningCall running = child.running(frame.text("call"));
        if (!QUESTIONS.contains(what)) {
            throw new IOException("there is no question " + frame.words("what"));
        }
        if (running == null) {
            stray();
            Map<String, @Nullable Object> answer = answer(frame.text("call"), ask);
            refuse(answer, "The call has ended, and with it what the store can be asked");
            child.send(answer);
        } else if (!running.mayAsk(ask, frame.bytes())) {
            child.end(new PluginFault(Kind.FLOODED, "The plugin asked for more than it may, and its process was ended", true),
                    running.call.scope());
        } else if (running.hasOverrun()) {
            tooLate(running, ask);
        } else {
            work(running, ask, what, arguments);
        }
    }

    /** Nobody waits for the call any more: whoever waits for this in the plugin is let go. */
    void tooLate(RunningCall running, long ask) {
        if (running.answers(ask)) {
            Map<String, @Nullable Object> answer = answer(running.handle, ask);
            refuse(answer, "The call's time is over");
            answer.put("k", "failed");
            child.send(answer);
        }
    }

    private static Map<String, @Nullable Object> answer(String call, long ask) {
        Map<String, @Nullable Object> answer = new HashMap<>();
        answer.put("call", call);
        answer.put("ask", ask);
        return answer;
    }

    private void work(RunningCall running, long ask, String what, List<@Nullable Object> arguments) {
        try {
            host.work().execute(() -> {
                if (!running.works(what)) {
                    return;
                }
                Map<String, @Nullable Object> answer = answer(running.handle, ask);
                try {
                    fill(running, what, arguments, answer);
                } finally {
                    child.worked(running, what);
                }
                if (running.answers(ask)) {
                    send(answer);
                }
            });
        } catch (RejectedExecutionException e) {
            LOG.debug("A question of the plugin {} is not answered, as the platform stops", pluginId);
        }
    }

    private void fill(RunningCall running, String what, List<@Nullable Object> arguments, Map<String, @Nullable Object> answer) {
        try {
            boolean dropped = what.equals("log") && !running.mayLog();
            answer.put("value", dropped ? null : host.asks().answer(running.call.scope(), pluginId, what, arguments, running.left()));
            answer.put("k", "told");
        } catch (Refused e) {
            refuse(answer, e.getMessage());
        } catch (IOException e) {
            refuse(answer, e.getMessage());
            answer.put("k", "failed");
        } catch (RuntimeException e) {
            LOG.warn("A question of the plugin {} could not be answered: {}", pluginId, what, e);
            refuse(answer, "The platform could not do this");
        }
    }

    private void send(Map<String, @Nullable Object> answer) {
        try {
            child.send(answer);
        } catch (IllegalArgumentException e) {
            LOG.debug("An answer to the plugin {} cannot be handed over", pluginId, e);
            answer.remove("value");
            refuse(answer, "The answer cannot be handed over: " + e.getMessage());
            child.send(answer);
        }
    }

    private static void refuse(Map<String, @Nullable Object> answer, @Nullable String why) {
        answer.put("k", "refused");
        answer.put("message", why == null ? "" : why);
    }

    private void stray() {
        strays++;
        if (strays > STRAYS) {
            child.end(new PluginFault(Kind.FLOODED, "The plugin talks about calls that are not open, and its process was ended", true));
        }
    }
}
