package com.example.plugins;

import io.cryptocheckout.plugin.Facts;
import io.cryptocheckout.plugin.Filter;
import io.cryptocheckout.plugin.Hooks;
import io.cryptocheckout.plugin.Plugin;
import io.cryptocheckout.plugin.Store;
import io.cryptocheckout.plugin.wire.Wire;
import java.io.DataOutputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;

/** Does what it is told to do wrong. */
public final class Misbehaving implements Plugin {
    public static final String MANIFEST = """
            id=misbehaving
            version=1.0.0
            api=1.0
            main=com.example.plugins.Misbehaving
            name=Misbehaving
            description=Does what it is told to do wrong
            events=*
            filters=webhook.extensions
            """;
    private static Store kept;
    private static byte[] held = {};

    @Override
    public void register(Hooks hooks) {
        hooks.on("*", (event, store) -> act(event.data().text("how").orElse(""), event.data(), store));
        hooks.filter(Filter.WEBHOOK_EXTENSIONS, (value, about, store) -> value(about.text("how").orElse(""), store));
    }

    private static void act(String how, Facts data, Store store) throws Exception {
        switch (how) {
            case "nothing" -> store.log("Nothing");
            case "throw" -> throw new IllegalStateException("as told");
            case "throw nul" -> throw new IllegalStateException("a\0b");
            case "error" -> throw new AssertionError("as told");
            case "outside" -> throw new IOException("nobody answers");
            case "mute" -> throw new Mute();
            case "overflow" -> deeper(0);
            case "loop" -> loop();
            case "deaf" -> deaf();
            case "allocate" -> allocate();
            case "hold" -> held = new byte[24 << 20];
            case "threads" -> threads();
            case "spin" -> new Thread(Misbehaving::loop).start();
            case "exit" -> System.exit(7);
            case "halt" -> Runtime.getRuntime().halt(8);
            case "exit slowly" -> exitSlowly();
            case "steal" -> new FileInputStream(FileDescriptor.in).readAllBytes();
            case "ask" -> ask(store, 5000);
            case "ask at once" -> askAtOnce(store);
            case "keep" -> kept = store;
            case "use kept" -> useKept(store);
            case "slow" -> store.http().get("https://slow.example.com/");
            case "hoard" -> hoard(store);
            case "wait for storage" -> store.storage().get("slow");
            case "late by itself" -> lateByItself(store);
            case "burn" -> burn(Duration.ofMillis(200));
            case "interrupt all" -> Thread.getAllStackTraces().keySet().forEach(Thread::interrupt);
            default -> raw(how, data);
        }
    }

    /** Writes to the socket itself, which every plugin can. */
    private static void raw(String how, Facts data) throws IOException {
        DataOutputStream out = new DataOutputStream(new FileOutputStream(FileDescriptor.in));
        String handle = data.text("handle").orElse("0".repeat(32));
        switch (how) {
            case "junk" -> out.write("GET / HTTP/1.1\r\n\r\n".getBytes());
            case "huge frame" -> out.writeInt(Integer.MAX_VALUE);
            case "no map" -> Wire.write(out, "hello");
            case "unknown frame" -> Wire.write(out, Map.of("k", "shutdown"));
            case "unknown question" ->
                Wire.write(out, Map.of("k", "ask", "call", handle, "ask", 1, "what", "sql", "args", List.of("drop")));
            case "odd arguments" -> Wire.write(out, Map.of("k", "ask", "call", handle, "ask", 1, "what", "storage.put", "args",
                    List.of("key", Collections.nCopies(10_000, ""))));
            case "half a frame" -> {
                out.writeInt(1000);
                out.write(1);
            }
            case "guess" -> Wire.write(out, Map.of("k", "ask", "call", handle, "ask", 99, "what", "storage.get", "args", List.of("key")));
            case "guess on" -> {
                for (int i = 0; i < 300; i++) {
                    Wire.write(out, Map.of("k", "done", "call", Integer.toHexString(i), "value", "forged"));
                }
            }
            default -> throw new IllegalArgumentException("Not told how: " + how);
        }
    }

    private static Map<String, Object> value(String how, Store store) {
        Map<String, Object> map = new HashMap<>();
        switch (how) {
            case "null" -> {
                return null;
            }
            case "cycle" -> map.put("self", List.of(map, map));
            case "object" -> map.put("thread", Thread.currentThread());
            case "huge" -> map.put("text", "x".repeat(3 << 20));
            case "nul" -> map.put("text", "a\0b");
            case "long number" -> map.put("number", new BigDecimal("1e999999999"));
            case "liar" -> map.put("list", new Liar());
            case "many" -> map.put("list", Collections.nCopies(1_000_000, ""));
            case "loop" -> loop();
            case "leave asking" -> leaveAsking(store);
            case "throw" -> throw new IllegalStateException("as told");
            default -> map.put("fine", true);
        }
        return map;
    }

    /** Comes back while the platform still has to do what it asked for. */
    private static void leaveAsking(Store store) {
        Optional<String> before = store.storage().get("begun");
        Thread asks = new Thread(() -> store.storage().get("slow"));
        asks.setDaemon(true);
        asks.start();
        while (store.storage().get("begun").equals(before)) {
            LockSupport.parkNanos(1_000_000);
        }
    }

    /** Has something from the platform at once, and takes its time then. */
    private static void lateByItself(Store store) {
        store.storage().get("key");
        burn(Duration.ofSeconds(1));
    }

    private static void burn(Duration time) {
        long until = System.nanoTime() + time.toNanos();
        while (System.nanoTime() - until < 0) {
            Thread.onSpinWait();
        }
    }

    /** Says it is shorter than it is, and holds itself. */
    private static final class Liar extends AbstractList<Object> {
        @Override
        public Object get(int index) {
            return this;
        }

        @Override
        public int size() {
            return 1;
        }

        @Override
        public Object[] toArray() {
            return new Object[]{this, this};
        }
    }

    /** Cannot be asked what it is. */
    private static final class Mute extends RuntimeException {
        private static final long serialVersionUID = 1L;

        @Override
        public String getMessage() {
            throw this;
        }

        @Override
        public String toString() {
            throw this;
        }
    }

    private static int deeper(int depth) {
        return depth < 0 ? 0 : deeper(depth + 1) + 1;
    }

    private static void loop() {
        long turns = 0;
        while (turns >= 0) {
            turns = (turns + 1) & Long.MAX_VALUE;
        }
    }

    private static void deaf() {
        while (true) {
            try {
                new CountDownLatch(1).await();
            } catch (Throwable e) {
                // Nothing ends it.
            }
        }
    }

    private static void allocate() {
        List<byte[]> all = new ArrayList<>();
        for (int i = 0; i < Integer.MAX_VALUE; i++) {
            try {
                all.add(new byte[1 << 20]);
            } catch (OutOfMemoryError e) {
                // It would go on with what it holds.
            }
        }
    }

    private static void threads() {
        for (int i = 0; i < 10_000; i++) {
            Thread thread = new Thread(LockSupport::park);
            thread.setDaemon(true);
            try {
                thread.start();
            } catch (OutOfMemoryError e) {
                // It would try again.
            }
        }
        deaf();
    }

    private static void exitSlowly() {
        Runtime.getRuntime().addShutdownHook(new Thread(Misbehaving::deaf));
        System.exit(9);
    }

    private static void ask(Store store, int times) {
        for (int i = 0; i < times; i++) {
            store.log("line " + i);
        }
    }

    private static void askAtOnce(Store store) throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 25; i++) {
            Thread thread = new Thread(() -> ask(store, 20));
            thread.start();
            threads.add(thread);
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }

    /** Has much more kept for it than it may, by questions that are each small enough. */
    private static void hoard(Store store) throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            Thread thread = new Thread(() -> store.storage().put("slow", "x".repeat(200 << 10)));
            thread.start();
            threads.add(thread);
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }

    /** Uses the store of an earlier call for this one. */
    private static void useKept(Store store) {
        String message;
        try {
            message = kept.storage().get("key").orElse("nothing");
        } catch (RuntimeException e) {
            message = e.getMessage();
        }
        store.storage().put("kept said", message);
    }
}
