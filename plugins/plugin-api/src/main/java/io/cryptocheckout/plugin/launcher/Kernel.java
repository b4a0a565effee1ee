package io.cryptocheckout.plugin.launcher;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.util.List;
import java.util.Locale;

/**
 * The Linux kernel. Everything goes through one C function, {@code syscall}, because each further one costs a start of a plugin as much time
 * as all the calls of this one.
 */
final class Kernel {
    private static final int ARGUMENTS = 5;
    private static final VarHandle ERRNO = Linker.Option.captureStateLayout().varHandle(MemoryLayout.PathElement.groupElement("errno"));

    final Processor processor;
    final Arena memory = Arena.ofAuto();
    private final MethodHandle syscall;
    private final MemorySegment state = memory.allocate(Linker.Option.captureStateLayout());

    Kernel(Processor processor) {
        this.processor = processor;
        ValueLayout.OfLong word = ValueLayout.JAVA_LONG;
        Linker linker = Linker.nativeLinker();
        this.syscall = linker.downcallHandle(linker.defaultLookup().findOrThrow("syscall"),
                FunctionDescriptor.of(word, word, word, word, word, word, word), Linker.Option.firstVariadicArg(1),
                Linker.Option.captureCallState("errno"));
    }

    /** What the call returned, or minus what was wrong. */
    long call(Syscall call, long... arguments) {
        long[] words = new long[ARGUMENTS];
        System.arraycopy(arguments, 0, words, 0, arguments.length);
        try {
            long result = (long) syscall.invokeExact(state, (long) call.number(processor), words[0], words[1], words[2], words[3],
                    words[4]);
            return result == -1 ? -(int) ERRNO.get(state, 0L) : result;
        } catch (Throwable e) {
            throw new IllegalStateException("The C library did not take the call " + call, e);
        }
    }

    /** The same where a failure ends everything. */
    long must(String purpose, Syscall call, long... arguments) throws Unable {
        long result = call(call, arguments);
        if (result < 0) {
            throw new Unable(purpose + ": the kernel refused " + call.name().toLowerCase(Locale.ROOT) + ", error " + -result);
        }
        return result;
    }

    MemorySegment text(String text) {
        return memory.allocateFrom(text);
    }

    MemorySegment bytes(long size) {
        return memory.allocate(size, Long.BYTES);
    }

    /** A list of texts as C has them, with a null at its end. */
    MemorySegment texts(List<String> texts) {
        MemorySegment list = memory.allocate(ValueLayout.ADDRESS, texts.size() + 1L);
        for (int i = 0; i < texts.size(); i++) {
            list.setAtIndex(ValueLayout.ADDRESS, i, text(texts.get(i)));
        }
        return list;
    }
}
