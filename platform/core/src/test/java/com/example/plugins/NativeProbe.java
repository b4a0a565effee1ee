package com.example.plugins;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * A program that may call native code, which no plugin may: makes the system calls it is told and says what the kernel answered. Where a
 * second process comes of one, both end.
 */
public final class NativeProbe {
    private static final int ARGUMENTS = 5;

    private NativeProbe() {}

    /**
     * @param calls
     *            each {@code name|number|argument|...}; an argument that begins with @ is text, {@code buffer} is memory
     */
    public static void main(String[] calls) throws Throwable {
        Linker linker = Linker.nativeLinker();
        ValueLayout.OfLong word = ValueLayout.JAVA_LONG;
        MethodHandle syscall = linker.downcallHandle(linker.defaultLookup().findOrThrow("syscall"),
                FunctionDescriptor.of(word, word, word, word, word, word, word), Linker.Option.firstVariadicArg(1),
                Linker.Option.captureCallState("errno"));
        var errno = Linker.Option.captureStateLayout().varHandle(MemoryLayout.PathElement.groupElement("errno"));
        try (Arena memory = Arena.ofConfined()) {
            MemorySegment state = memory.allocate(Linker.Option.captureStateLayout());
            for (String call : calls) {
                String[] parts = call.split("\\|");
                long[] words = new long[ARGUMENTS];
                for (int i = 2; i < parts.length; i++) {
                    words[i - 2] = argument(parts[i], memory);
                }
                long result = (long) syscall.invokeExact(state, Long.parseLong(parts[1]), words[0], words[1], words[2], words[3],
                        words[4]);
                if (result >= 0 && parts[0].contains("fork")) {
                    Runtime.getRuntime().halt(0);
                }
                System.out.println(parts[0] + " " + (result == -1 ? "error " + (int) errno.get(state, 0L) : "done"));
            }
        }
    }

    private static long argument(String text, Arena memory) {
        if (text.equals("buffer")) {
            return memory.allocate(256, 8).address();
        }
        return text.startsWith("@") ? memory.allocateFrom(text.substring(1)).address() : Long.decode(text);
    }
}
