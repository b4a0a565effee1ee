package io.cryptocheckout.plugin.runner;

import io.cryptocheckout.plugin.Refused;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;

/** A call while it runs: what it asks of the platform, and that it asks nothing once it has ended. */
final class OpenCall {
    /** Questions open at once; more wait here, because the platform takes more for a flood. */
    private static final int QUESTIONS = 16;

    final String handle;
    private final Link link;
    private final Semaphore questions = new Semaphore(QUESTIONS);
    private final Map<Long, CompletableFuture<Object>> open = new HashMap<>();
    private long asked;
    private boolean ended;

    OpenCall(String handle, Link link) {
        this.handle = handle;
        this.link = link;
    }

    /**
     * Asks and waits for the answer.
     *
     * @throws Refused
     *             where the platform refuses, or the call has ended
     * @throws IOException
     *             where the world outside is at fault
     */
    Object ask(String what, Object... arguments) throws IOException {
        questions.acquireUninterruptibly();
        try {
            return answer(send(what, List.of(arguments)));
        } finally {
            questions.release();
        }
    }

    private CompletableFuture<Object> send(String what, List<Object> arguments) throws IOException {
        CompletableFuture<Object> answer = new CompletableFuture<>();
        Map<String, Object> frame = new LinkedHashMap<>(Map.of("k", "ask", "call", handle, "what", what, "args", arguments));
        synchronized (this) {
            if (ended) {
                throw new Refused("The call has ended, and with it what the store can be asked");
            }
            asked++;
            open.put(asked, answer);
            frame.put("ask", asked);
            try {
                link.send(frame);
            } catch (IllegalArgumentException e) {
                open.remove(asked);
                throw new Refused(e.getMessage());
            }
        }
        return answer;
    }

    private static Object answer(CompletableFuture<Object> answer) throws IOException {
        try {
            return answer.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Refused("The plugin interrupted the thread that waits for the platform's answer");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException outside) {
                throw new IOException(outside.getMessage(), outside);
            }
            throw new Refused(e.getCause().getMessage());
        }
    }

    /** The platform answered. */
    void told(Map<?, ?> frame) {
        CompletableFuture<Object> answer;
        synchronized (this) {
            answer = open.remove(frame.get("ask"));
        }
        if (answer == null) {
            return;
        }
        switch (String.valueOf(frame.get("k"))) {
            case "told" -> answer.complete(frame.get("value"));
            case "failed" -> answer.completeExceptionally(new IOException(String.valueOf(frame.get("message"))));
            default -> answer.completeExceptionally(new Refused(String.valueOf(frame.get("message"))));
        }
    }

    /** Sends the last frame of the call; after it none of its questions is sent, and those still open are refused. */
    void end(Map<String, Object> last) throws IOException {
        List<CompletableFuture<Object>> unanswered;
        synchronized (this) {
            link.send(last);
            ended = true;
            unanswered = new ArrayList<>(open.values());
            open.clear();
        }
        unanswered.forEach(each -> each.completeExceptionally(new Refused("The call has ended")));
    }
}
