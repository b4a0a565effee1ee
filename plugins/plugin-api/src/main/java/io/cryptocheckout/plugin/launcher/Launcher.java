package io.cryptocheckout.plugin.launcher;

import io.cryptocheckout.plugin.wire.Wire;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Becomes a plugin's process: connects to the platform, gives up every right that the plugin's JVM does not need, and executes it in its own
 * place, with that connection as its standard input and nothing in its environment. Landlock holds for a thread and what comes of it, which
 * is why a running JVM cannot wall itself in and this one makes way for another.
 */
public final class Launcher {
    /** The exit code where the machine offers no wall. */
    public static final int UNABLE = 77;
    private static final int PR_SET_PDEATHSIG = 1;
    private static final int PR_SET_NO_NEW_PRIVS = 38;
    private static final int SIGKILL = 9;
    private static final int CAPABILITY_VERSION = 0x20080522;
    private static final int RLIMIT_FSIZE = 1;
    private static final int RLIMIT_DATA = 2;
    private static final int RLIMIT_CORE = 4;
    private static final int RLIMIT_NOFILE = 7;
    private static final int RLIMIT_MEMLOCK = 8;
    private static final int RLIMIT_MSGQUEUE = 12;
    private static final int SCHED_ATTR = 48;
    private static final int SCHED_ATTR_NICE = 16;
    private static final int SCHED_ATTR_RUNTIME = 24;
    private static final long SHORT_TURN_NANOS = 200_000;
    private static final String STARTING_NICE = "10";
    private static final int UNIX = 1;
    private static final int STREAM = 1;
    private static final int CLOSE_ON_EXEC = 0x80000;
    private static final int CLOSE_RANGE_CLOEXEC = 4;

    private final Kernel kernel;
    private final Order order;

    private Launcher(Kernel kernel, Order order) {
        this.kernel = kernel;
        this.order = order;
    }

    /** Reads one {@link Order} from standard input. */
    public static void main(String[] none) {
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(System.in))) {
            Order order = Order.of(Wire.read(in));
            Kernel kernel = new Kernel(Processor.here());
            new Launcher(kernel, order).become();
        } catch (Unable | IOException | RuntimeException e) {
            System.out.print(e.getMessage());
            System.out.flush();
            Runtime.getRuntime().halt(UNABLE);
        }
    }

    private void become() throws Unable {
        MemorySegment program = kernel.text(order.arguments().getFirst());
        MemorySegment arguments = kernel.texts(order.arguments());
        MemorySegment nothing = kernel.bytes(Long.BYTES);
        if (!order.isTrial()) {
            diesWithThePlatform();
            standBack();
            connect();
        }
        kernel.must("Priority", Syscall.SETPRIORITY, 0, 0, order.nice());
        takesShortTurns();
        kernel.must("The folder of work", Syscall.CHDIR, kernel.text("/").address());
        kernel.call(Syscall.CLOSE_RANGE, 3, 0xffffffffL, CLOSE_RANGE_CLOEXEC);
        kernel.must("Privileges", Syscall.PRCTL, PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
        dropCapabilities();
        new Landlock(kernel).enter(allowed());
        limits();
        new Seccomp(kernel).enter(program);
        if (order.isTrial()) {
            Runtime.getRuntime().halt(0);
        }
        kernel.must("The start", Syscall.EXECVE, program.address(), arguments.address(), nothing.address());
    }

    /** Also where the platform is killed: then the kernel kills the child, whatever that is busy with. */
    private void diesWithThePlatform() throws Unable {
        kernel.must("The parent's death", Syscall.PRCTL, PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
        if (kernel.call(Syscall.GETPPID) != order.parent()) {
            throw new Unable("The platform ended before its plugin began");
        }
    }

    /**
     * A session of its own is a group of its own to the scheduler (sched(7)), and has a tenth of the server's share until the platform says
     * that it is ready. Where there are no such groups the priority of the process is what counts.
     */
    private void standBack() throws Unable {
        kernel.must("A session", Syscall.SETSID);
        try {
            Files.writeString(Path.of("/proc/self/autogroup"), STARTING_NICE);
        } catch (IOException e) {
            // There are none here, or the kernel was just told of another: the platform tells it again.
        }
    }

    /**
     * Asks for short turns of the processor (sched(7), {@code sched_attr.sched_runtime}, Linux 6.12): who takes little at a time is let in
     * sooner, and a filter's caller waits for that. The share stays what it is; an older kernel does not know it.
     */
    private void takesShortTurns() {
        MemorySegment wish = kernel.bytes(SCHED_ATTR);
        wish.set(ValueLayout.JAVA_INT, 0, SCHED_ATTR);
        wish.set(ValueLayout.JAVA_INT, SCHED_ATTR_NICE, (int) order.nice());
        wish.set(ValueLayout.JAVA_LONG, SCHED_ATTR_RUNTIME, SHORT_TURN_NANOS);
        kernel.call(Syscall.SCHED_SETATTR, 0, wish.address(), 0);
    }

    private void connect() throws Unable {
        byte[] path = order.socket().getBytes(StandardCharsets.UTF_8);
        MemorySegment address = kernel.bytes(Short.BYTES + path.length + 1L);
        address.set(ValueLayout.JAVA_SHORT, 0, (short) UNIX);
        MemorySegment.copy(path, 0, address, ValueLayout.JAVA_BYTE, Short.BYTES, path.length);
        long socket = kernel.must("The connection", Syscall.SOCKET, UNIX, STREAM | CLOSE_ON_EXEC, 0);
        kernel.must("The connection", Syscall.CONNECT, socket, address.address(), address.byteSize());
        byte[] hello = Wire.encode(Map.of("k", "hello", "secret", order.secret()));
        MemorySegment frame = kernel.bytes(Integer.BYTES + hello.length);
        frame.set(ValueLayout.JAVA_INT.withOrder(ByteOrder.BIG_ENDIAN), 0, hello.length);
        MemorySegment.copy(hello, 0, frame, ValueLayout.JAVA_BYTE, Integer.BYTES, hello.length);
        kernel.must("The connection", Syscall.WRITE, socket, frame.address(), Integer.BYTES + hello.length);
        kernel.must("The connection", Syscall.DUP3, socket, 0, 0);
    }

    /** Root without them is nobody special, and cannot get them back. */
    private void dropCapabilities() throws Unable {
        MemorySegment header = kernel.bytes(2 * Integer.BYTES);
        header.set(ValueLayout.JAVA_INT, 0, CAPABILITY_VERSION);
        kernel.must("Capabilities", Syscall.CAPSET, header.address(), kernel.bytes(6 * Integer.BYTES).address());
    }

    private void limits() throws Unable {
        limit(RLIMIT_FSIZE, 0);
        limit(RLIMIT_CORE, 0);
        limit(RLIMIT_NOFILE, order.files());
        limit(RLIMIT_MEMLOCK, 0);
        limit(RLIMIT_MSGQUEUE, 0);
        limit(RLIMIT_DATA, order.data());
    }

    private void limit(int what, long most) throws Unable {
        MemorySegment both = kernel.bytes(2 * Long.BYTES);
        both.set(ValueLayout.JAVA_LONG, 0, most);
        both.set(ValueLayout.JAVA_LONG, Long.BYTES, most);
        kernel.must("Limits", Syscall.PRLIMIT64, 0, what, both.address(), 0);
    }

    private Map<Path, Long> allowed() throws Unable {
        Map<Path, Long> allowed = new LinkedHashMap<>(Libraries.ofThisJvm());
        Path home = Path.of(System.getProperty("java.home"));
        allowed.put(home, Landlock.READ_FILE | Landlock.READ_FOLDER);
        allowed.put(Path.of(order.arguments().getFirst()), Landlock.READ_FILE | Landlock.EXECUTE);
        for (String device : new String[]{"/dev/null", "/dev/random", "/dev/urandom"}) {
            allowed.put(Path.of(device), Landlock.READ_FILE);
        }
        order.reads().forEach(path -> allowed.put(Path.of(path), Landlock.READ_FILE | Landlock.READ_FOLDER));
        return allowed;
    }
}
