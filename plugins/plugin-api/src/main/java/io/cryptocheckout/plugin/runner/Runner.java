package io.cryptocheckout.plugin.runner;

import io.cryptocheckout.plugin.ApiVersion;
import io.cryptocheckout.plugin.Manifest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The main class of a plugin's process: loads the plugin, runs each call in a thread of its own, and ends when the platform is gone. */
public final class Runner {
    private final Link link;
    private final ExecutorService threads = Executors.newCachedThreadPool(Runner::thread);
    private final Map<String, OpenCall> calls = new ConcurrentHashMap<>();
    private final CountDownLatch over = new CountDownLatch(1);

    private Runner(Link link) {
        this.link = link;
    }

    /**
     * @param arguments
     *            the plugin's jar; then, where no launcher made the connection, the path of the platform's socket
     */
    public static void main(String[] arguments) throws IOException {
        Link link = arguments.length > 1 ? Link.dial(arguments[1]) : Link.inherited();
        System.setIn(new ByteArrayInputStream(new byte[0]));
        System.setOut(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
        System.setErr(System.out);
        try {
            new Runner(link).run(Path.of(arguments[0]));
        } finally {
            // Not exit: a plugin's shutdown hook could hold that up.
            Runtime.getRuntime().halt(0);
        }
    }

    private void run(Path jar) throws IOException {
        Registration plugin = register(jar);
        link.send(Map.of("k", "ready", "api", ApiVersion.CURRENT.toString()));
        threads.execute(() -> serve(plugin));
        awaitEnd();
    }

    /** A plugin may interrupt any thread, this one too. */
    private void awaitEnd() {
        boolean isOver = false;
        while (!isOver) {
            try {
                over.await();
                isOver = true;
            } catch (InterruptedException e) {
                // It was the plugin, and means nothing.
            }
        }
    }

    /**
     * Reads until a call comes, has another thread read on, and makes the call itself: handing it over instead would let whoever waits for
     * it wait for one thread more.
     */
    private void serve(Registration plugin) {
        try {
            Map<?, ?> frame = link.read();
            while (!"call".equals(frame.get("k"))) {
                OpenCall asking = calls.get((String) frame.get("call"));
                if (asking != null) {
                    asking.told(frame);
                }
                frame = link.read();
            }
            OpenCall call = new OpenCall((String) frame.get("call"), link);
            calls.put(call.handle, call);
            threads.execute(() -> serve(plugin));
            // Whoever interrupted this thread while it read did not mean this call.
            Thread.interrupted();
            call(plugin, frame, call);
        } catch (IOException | RuntimeException | Error e) {
            // The platform is gone, or there is no thread left that could hear it.
            over.countDown();
        }
    }

    /** Loads and registers the plugin, or says what is wrong with it and ends. */
    private Registration register(Path jar) throws IOException {
        try {
            Manifest manifest = PluginLoader.manifest(jar);
            // Whatever goes wrong after this but a kill from outside, the plugin's own code did it.
            link.send(Map.of("k", "loading"));
            return Registration.of(PluginLoader.load(jar, manifest.main()), manifest);
        } catch (Throwable e) {
            Failure failure = Failure.of(e);
            link.send(Map.of("k", "broken", "type", failure.type(), "message", failure.message()));
            throw new IOException("The plugin cannot be loaded", e);
        }
    }

    private void call(Registration plugin, Map<?, ?> frame, OpenCall call) {
        try {
            end(call, result(plugin, frame, call));
        } catch (IOException e) {
            // The platform is gone, and the thread that reads from it ends the process.
            calls.remove(call.handle);
        }
    }

    private static Map<String, Object> result(Registration plugin, Map<?, ?> frame, OpenCall call) {
        try {
            Map<String, Object> done = new LinkedHashMap<>();
            done.put("k", "done");
            done.put("call", call.handle);
            done.put("value", new Invocation(plugin, frame, new AskedStore((Map<?, ?>) frame.get("store"), call)).run());
            return done;
        } catch (Throwable e) {
            return Failure.of(e).frame(call.handle);
        }
    }

    private void end(OpenCall call, Map<String, Object> last) throws IOException {
        calls.remove(call.handle);
        try {
            call.end(last);
        } catch (RuntimeException e) {
            call.end(Failure.of(new NotPlain(e)).frame(call.handle));
        }
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "call");
        thread.setDaemon(true);
        return thread;
    }
}
