package com.example.plugins;

import io.cryptocheckout.plugin.Filter;
import io.cryptocheckout.plugin.Hooks;
import io.cryptocheckout.plugin.Plugin;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;

/** Plugins that never get as far as a call. */
public final class BadStarts {

    private BadStarts() {}

    /** A manifest that names one of them. */
    public static String manifest(Class<?> main) {
        return """
                id=bad-start
                version=1.0.0
                api=1.0
                name=Bad start
                description=Does not start
                events=session.paid
                filters=quote.rate
                main=""" + main.getName() + "\n";
    }

    private static void block() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Never ends its static initialiser. */
    public static final class BlocksInClass implements Plugin {
        private static final Object NEVER = never();

        private static Object never() {
            block();
            return "";
        }

        @Override
        public void register(Hooks hooks) {
            throw new IllegalStateException(NEVER.toString());
        }
    }

    /** Never ends its constructor. */
    public static final class BlocksInConstructor implements Plugin {
        public BlocksInConstructor() {
            block();
        }

        @Override
        public void register(Hooks hooks) {}
    }

    /** Never ends its registration. */
    public static final class BlocksInRegister implements Plugin {
        @Override
        public void register(Hooks hooks) {
            while (hooks != null) {
                Thread.onSpinWait();
            }
        }
    }

    /** Throws from its static initialiser. */
    public static final class ThrowsInClass implements Plugin {
        private static final int NUMBER = Integer.parseInt("none");

        @Override
        public void register(Hooks hooks) {
            throw new IllegalStateException("number " + NUMBER);
        }
    }

    /** Throws from its constructor. */
    public static final class ThrowsInConstructor implements Plugin {
        public ThrowsInConstructor() {
            throw new UnsupportedOperationException("not today");
        }

        @Override
        public void register(Hooks hooks) {}
    }

    /** Ends the process instead of registering. */
    public static final class Exits implements Plugin {
        @Override
        public void register(Hooks hooks) {
            Runtime.getRuntime().halt(5);
        }
    }

    /** Ends as a JVM does that cannot be made. */
    public static final class EndsWithoutJvm implements Plugin {
        @Override
        public void register(Hooks hooks) {
            Runtime.getRuntime().halt(1);
        }
    }

    /** Ends the process before there is an object of it. */
    public static final class ExitsInClass implements Plugin {
        private static final int NUMBER = exit();

        private static int exit() {
            System.exit(0);
            return 0;
        }

        @Override
        public void register(Hooks hooks) {
            throw new IllegalStateException("number " + NUMBER);
        }
    }

    /** Says what is no frame instead of registering, and lives on. */
    public static final class SaysNonsense implements Plugin {
        @Override
        public void register(Hooks hooks) {
            try (FileOutputStream out = new FileOutputStream(FileDescriptor.in)) {
                out.write("GET / HTTP/1.1".getBytes(StandardCharsets.US_ASCII));
                block();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Ends as a process does that somebody killed. */
    public static final class EndsKilled implements Plugin {
        @Override
        public void register(Hooks hooks) {
            Runtime.getRuntime().halt(137);
        }
    }

    /** Leaves out what its manifest declares. */
    public static final class RegistersLess implements Plugin {
        @Override
        public void register(Hooks hooks) {
            hooks.on("session.paid", (event, store) -> store.log("Paid"));
        }
    }

    /** Registers what its manifest does not declare. */
    public static final class RegistersMore implements Plugin {
        @Override
        public void register(Hooks hooks) {
            hooks.filter(Filter.CHECKOUT_BLOCKS, (value, about, store) -> value);
        }
    }

    /** Is no plugin. */
    public static final class NoPlugin {}

    /** Cannot be made. */
    public static final class Closed implements Plugin {
        private Closed() {}

        @Override
        public void register(Hooks hooks) {}
    }
}
