package io.cryptocheckout.platform.plugin.process;

/** A plugin's call did not end well; the message is in words for the merchant. */
public final class PluginFault extends Exception {
    private static final long serialVersionUID = 1L;

    private final Kind kind;
    private final boolean killed;

    /** What went wrong. */
    public enum Kind {
        /** The child is not up yet, or waits to be started again: nobody's fault, and told to no {@link Faults}. */
        STARTING,
        /** As many calls as may be are open: nobody's fault, and told to no {@link Faults}. */
        BUSY,
        /** What the platform was to hand over is more than a plugin can be given: nobody's fault, and the same the next time. */
        TOO_LARGE,
        /** The plugin cannot be loaded or registered. */
        BROKEN,
        /** Its code threw. */
        THREW,
        /** Its code threw an {@link java.io.IOException}: the world outside is at fault, and no {@link Faults} is told. */
        OUTSIDE,
        /** It took longer than its budget. */
        OVERRAN,
        /** It returned what is no plain value of a bounded size, or sent what is no frame. */
        MALFORMED,
        /** It asked for more than it may. */
        FLOODED,
        /** Its process ended by itself. */
        DIED,
        /** Its process grew larger than it may. */
        MEMORY,
        /** It started more threads than it may. */
        THREADS,
        /** It kept a processor busy for longer than it may. */
        CPU;

        /** Whether the plugin is to blame. */
        public boolean isFault() {
            return this != STARTING && this != BUSY && this != OUTSIDE && this != TOO_LARGE;
        }
    }

    PluginFault(Kind kind, String message, boolean killed) {
        super(message, null, false, false);
        this.kind = kind;
        this.killed = killed;
    }

    PluginFault(Kind kind, String message) {
        this(kind, message, false);
    }

    public Kind kind() {
        return kind;
    }

    /** Whether the child's process ended with it. */
    public boolean killed() {
        return killed;
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
