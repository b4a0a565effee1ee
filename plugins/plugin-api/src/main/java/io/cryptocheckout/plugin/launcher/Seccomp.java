package io.cryptocheckout.plugin.launcher;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A filter of system calls: no socket, no process, no signal to another, nothing that Landlock does not see (modes, owners and times of
 * files, shared memory, the kernel's keys), and no way back. What is refused gets an error, as if the right were missing.
 */
final class Seccomp {
    private static final int LOAD = 0x20;
    private static final int EQUAL = 0x15;
    private static final int AT_LEAST = 0x35;
    private static final int ANY_BIT = 0x45;
    private static final int AND = 0x54;
    private static final int RETURN = 0x06;
    private static final int ALLOW = 0x7fff0000;
    private static final int KILL = 0x80000000;
    private static final int REFUSE = 0x00050001;
    /** The C library goes back to the older call, whose flags can be looked at. */
    private static final int UNKNOWN = 0x00050000 | 38;
    private static final int NUMBER = 0;
    private static final int AUDIT = 4;
    private static final int FIRST_ARGUMENT = 16;
    private static final int FIRST_OF_X32 = 0x40000000;
    private static final int CLONE_THREAD = 0x10000;
    private static final int UNIX = 1;
    private static final int STREAM = 1;
    private static final int SOCKET_TYPE = 0xf;
    private static final int TIOCSTI = 0x5412;
    private static final int TIOCLINUX = 0x541c;
    /** Whoever owns a file or a socket gets its signals, and may be any process of the same user. */
    private static final int FIOSETOWN = 0x8901;
    private static final int SIOCSPGRP = 0x8902;
    private static final int F_SETOWN = 8;
    private static final int F_SETSIG = 10;
    private static final int F_SETOWN_EX = 15;
    private static final int PR_SET_PDEATHSIG = 1;
    private static final int PR_SET_PTRACER = 0x59616d61;
    private static final int FILTER_MODE = 1;
    private static final Set<Syscall> ALWAYS_ALLOWED = Set.of(Syscall.READ, Syscall.WRITE, Syscall.OPENAT, Syscall.CLOSE, Syscall.DUP3,
            Syscall.GETPPID, Syscall.GETPID, Syscall.CHDIR, Syscall.SECCOMP, Syscall.LANDLOCK_CREATE_RULESET, Syscall.LANDLOCK_ADD_RULE,
            Syscall.LANDLOCK_RESTRICT_SELF, Syscall.CLOSE_RANGE);
    private static final Set<Syscall> LOOKED_AT = Set.of(Syscall.CLONE, Syscall.CLONE3, Syscall.SOCKETPAIR, Syscall.KILL, Syscall.TGKILL,
            Syscall.PRCTL, Syscall.PRLIMIT64, Syscall.IOCTL, Syscall.FCNTL, Syscall.SCHED_SETAFFINITY, Syscall.SENDTO, Syscall.EXECVE);

    private final Kernel kernel;
    private final List<long[]> program = new ArrayList<>();

    Seccomp(Kernel kernel) {
        this.kernel = kernel;
    }

    /**
     * @param program
     *            the one program that may still be executed: its name at this very place in memory, which is gone once it runs
     */
    void enter(MemorySegment program) throws Unable {
        long self = kernel.call(Syscall.GETPID);
        begin();
        for (Syscall call : Syscall.values()) {
            if (!ALWAYS_ALLOWED.contains(call) && !LOOKED_AT.contains(call) && call.number(kernel.processor) >= 0) {
                when(call, List.of(ret(REFUSE)));
            }
        }
        when(Syscall.CLONE3, List.of(ret(UNKNOWN)));
        when(Syscall.CLONE, List.of(low(0), jump(ANY_BIT, CLONE_THREAD, 1), ret(REFUSE), ret(ALLOW)));
        when(Syscall.SOCKETPAIR, List.of(low(0), jump(EQUAL, UNIX, 1), ret(REFUSE), low(1), step(AND, SOCKET_TYPE), jump(EQUAL, STREAM, 1),
                ret(REFUSE), ret(ALLOW)));
        when(Syscall.KILL, onlyWhere(0, self));
        when(Syscall.TGKILL, onlyWhere(0, self));
        when(Syscall.EXECVE, List.of(low(0), jump(EQUAL, (int) program.address(), 1), ret(REFUSE), high(0),
                jump(EQUAL, (int) (program.address() >>> Integer.SIZE), 1), ret(REFUSE), ret(ALLOW)));
        when(Syscall.PRCTL, neverWhere(0, PR_SET_PDEATHSIG, PR_SET_PTRACER));
        when(Syscall.IOCTL, neverWhere(1, TIOCSTI, TIOCLINUX, FIOSETOWN, SIOCSPGRP));
        when(Syscall.FCNTL, neverWhere(1, F_SETOWN, F_SETSIG, F_SETOWN_EX));
        when(Syscall.SCHED_SETAFFINITY, onlyWhere(0, 0));
        when(Syscall.PRLIMIT64, onlyWhereNone(2));
        when(Syscall.SENDTO, onlyWhereNone(4));
        this.program.add(ret(ALLOW));
        install();
    }

    /** A call by another processor's numbers would be another call: whoever makes one is killed. */
    private void begin() {
        program.add(step(LOAD, AUDIT));
        program.add(jump(EQUAL, kernel.processor.audit, 1));
        program.add(ret(KILL));
        program.add(step(LOAD, NUMBER));
        if (kernel.processor == Processor.X86_64) {
            program.add(new long[]{AT_LEAST, 0, 1, FIRST_OF_X32});
            program.add(ret(KILL));
        }
    }

    /** What is done about a call; it ends with a return on every way. */
    private void when(Syscall call, List<long[]> steps) {
        program.add(new long[]{EQUAL, 0, steps.size(), call.number(kernel.processor)});
        program.addAll(steps);
    }

    private static List<long[]> onlyWhere(int argument, long value) {
        return List.of(low(argument), jump(EQUAL, (int) value, 1), ret(REFUSE), ret(ALLOW));
    }

    private static List<long[]> onlyWhereNone(int argument) {
        return List.of(low(argument), jump(EQUAL, 0, 1), ret(REFUSE), high(argument), jump(EQUAL, 0, 1), ret(REFUSE), ret(ALLOW));
    }

    private static List<long[]> neverWhere(int argument, int... values) {
        List<long[]> steps = new ArrayList<>(List.of(low(argument)));
        for (int i = 0; i < values.length; i++) {
            // Over what is left of them, and over what allows it.
            steps.add(jump(EQUAL, values[i], values.length - i));
        }
        steps.addAll(List.of(ret(ALLOW), ret(REFUSE)));
        return steps;
    }

    private void install() throws Unable {
        MemorySegment steps = kernel.bytes(8L * program.size());
        for (int i = 0; i < program.size(); i++) {
            long[] step = program.get(i);
            steps.set(ValueLayout.JAVA_SHORT, 8L * i, (short) step[0]);
            steps.set(ValueLayout.JAVA_BYTE, 8L * i + 2, (byte) step[1]);
            steps.set(ValueLayout.JAVA_BYTE, 8L * i + 3, (byte) step[2]);
            steps.set(ValueLayout.JAVA_INT, 8L * i + 4, (int) step[3]);
        }
        MemorySegment filter = kernel.bytes(2 * Long.BYTES);
        filter.set(ValueLayout.JAVA_SHORT, 0, (short) program.size());
        filter.set(ValueLayout.ADDRESS, Long.BYTES, steps);
        kernel.must("The filter of system calls", Syscall.SECCOMP, FILTER_MODE, 0, filter.address());
    }

    private static long[] low(int argument) {
        return step(LOAD, FIRST_ARGUMENT + 8 * argument);
    }

    private static long[] high(int argument) {
        return step(LOAD, FIRST_ARGUMENT + 8 * argument + 4);
    }

    private static long[] ret(int what) {
        return step(RETURN, what);
    }

    private static long[] step(int what, int operand) {
        return new long[]{what, 0, 0, operand};
    }

    /** Skips so many steps where it is so, and none where it is not. */
    private static long[] jump(int test, int operand, int skip) {
        return new long[]{test, skip, 0, operand};
    }
}
