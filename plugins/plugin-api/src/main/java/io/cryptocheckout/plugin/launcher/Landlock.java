package io.cryptocheckout.plugin.launcher;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * A Landlock domain: of the file system only what is listed, no TCP, no abstract socket and no signal out of the domain. It holds for this
 * thread and for all that it becomes and starts, and cannot be taken off.
 */
final class Landlock {
    static final long EXECUTE = 1;
    static final long READ_FILE = 1 << 2;
    static final long READ_FOLDER = 1 << 3;
    private static final int AT_CURRENT = -100;
    private static final long OPEN_PATH = 0x200000 | 0x80000;
    private static final long RULE_PATH_BENEATH = 1;
    private static final long VERSION = 1;

    private final Kernel kernel;
    private final int abi;

    /**
     * @throws Unable
     *             where the kernel has no Landlock
     */
    Landlock(Kernel kernel) throws Unable {
        this.kernel = kernel;
        long version = kernel.call(Syscall.LANDLOCK_CREATE_RULESET, 0, 0, VERSION);
        if (version < 1) {
            throw new Unable("This kernel does not offer Landlock (Linux 5.13 or newer, with landlock among its security modules)");
        }
        this.abi = (int) version;
    }

    /** Enters a domain that knows no more than these paths. */
    void enter(Map<Path, Long> allowed) throws Unable {
        MemorySegment rules = kernel.bytes(3 * Long.BYTES);
        rules.set(ValueLayout.JAVA_LONG, 0, rightsOverFiles());
        rules.set(ValueLayout.JAVA_LONG, Long.BYTES, abi >= 4 ? 0b11 : 0);
        rules.set(ValueLayout.JAVA_LONG, 2 * Long.BYTES, abi >= 6 ? 0b11 : 0);
        long domain = kernel.must("Landlock", Syscall.LANDLOCK_CREATE_RULESET, rules.address(), rules.byteSize(), 0);
        for (Map.Entry<Path, Long> each : allowed.entrySet()) {
            allow(domain, each.getKey(), each.getValue());
        }
        kernel.must("Landlock", Syscall.LANDLOCK_RESTRICT_SELF, domain, 0);
        kernel.call(Syscall.CLOSE, domain);
    }

    /** Every right that this kernel knows how to refuse, from its first version to the fifth. */
    private long rightsOverFiles() {
        int known = switch (abi) {
            case 1 -> 13;
            case 2 -> 14;
            case 3, 4 -> 15;
            default -> 16;
        };
        return (1L << known) - 1;
    }

    private void allow(long domain, Path path, long rights) throws Unable {
        long file = kernel.call(Syscall.OPENAT, AT_CURRENT, kernel.text(path.toString()).address(), OPEN_PATH);
        if (file < 0) {
            throw new Unable("A file that a plugin's process needs is not there: " + path);
        }
        MemorySegment rule = kernel.bytes(2 * Long.BYTES);
        rule.set(ValueLayout.JAVA_LONG, 0, Files.isDirectory(path) ? rights : rights & ~READ_FOLDER);
        rule.set(ValueLayout.JAVA_INT, Long.BYTES, (int) file);
        kernel.must("Landlock", Syscall.LANDLOCK_ADD_RULE, domain, RULE_PATH_BENEATH, rule.address());
        kernel.call(Syscall.CLOSE, file);
    }
}
