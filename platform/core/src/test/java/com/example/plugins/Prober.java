package com.example.plugins;

import io.cryptocheckout.plugin.Filter;
import io.cryptocheckout.plugin.Hooks;
import io.cryptocheckout.plugin.Plugin;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.reflect.Field;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.stream.Stream;

/** Tries one way out of its process, and says how far it came. */
public final class Prober implements Plugin {
    public static final String MANIFEST = """
            id=prober
            version=1.0.0
            api=1.0
            main=com.example.plugins.Prober
            name=Prober
            description=Tries every way out
            filters=webhook.extensions
            events=session.paid
            """;

    @Override
    public void register(Hooks hooks) {
        hooks.on("session.paid", (event, store) -> store.log("Up"));
        hooks.filter(Filter.WEBHOOK_EXTENSIONS, (value, about, store) -> outcome(about.text("probe").orElseThrow(),
                about.text("target").orElse("")));
    }

    private static Map<String, Object> outcome(String probe, String target) {
        try {
            return Map.of("got", String.valueOf(probe(probe, target)));
        } catch (Throwable e) {
            return Map.of("refused", String.valueOf(e));
        }
    }

    private static Object probe(String probe, String target) throws Exception {
        return switch (probe.split(" ", 2)[0]) {
            case "file" -> file(probe, target);
            case "net" -> net(probe, target);
            case "process" -> process(probe, target);
            default -> jvm(probe, target);
        };
    }

    private static Object file(String probe, String target) throws Exception {
        Path path = Path.of(target);
        return switch (probe) {
            case "file read" -> Files.readAllBytes(path).length;
            case "file list" -> {
                try (Stream<Path> files = Files.list(path)) {
                    yield files.count();
                }
            }
            case "file write" -> Files.writeString(path, "written by a plugin");
            case "file create" -> Files.createTempFile("plugin", ".tmp");
            case "file delete" -> {
                Files.delete(path);
                yield "deleted";
            }
            case "file mode" -> Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxrwxrwx"));
            case "file time" -> Files.setLastModifiedTime(path, FileTime.fromMillis(0));
            case "file owner" -> Files.setAttribute(path, "unix:gid", 12345);
            case "file link" -> Files.createSymbolicLink(path.resolveSibling("link2"), path);
            default -> throw new IllegalArgumentException(probe);
        };
    }

    private static Object net(String probe, String target) throws Exception {
        InetSocketAddress address = target.matches("\\d+")
                ? new InetSocketAddress(InetAddress.getByAddress(new byte[]{127, 0, 0, 1}),
                        Integer.parseInt(target))
                : null;
        switch (probe) {
            case "net tcp" -> {
                try (Socket socket = new Socket()) {
                    socket.connect(address);
                }
            }
            case "net tcp channel" -> SocketChannel.open(address).close();
            case "net listen" -> new ServerSocket(0).close();
            case "net udp" -> {
                try (DatagramSocket socket = new DatagramSocket()) {
                    socket.send(new DatagramPacket(new byte[1], 1, address));
                }
            }
            case "net udp channel" -> DatagramChannel.open().connect(address).close();
            case "net unix" -> SocketChannel.open(UnixDomainSocketAddress.of(target)).close();
            case "net name" -> InetAddress.getByName("plugins.example.com");
            default -> throw new IllegalArgumentException(probe);
        }
        return "through";
    }

    private static Object process(String probe, String target) throws Exception {
        return switch (probe) {
            case "process exec" -> new ProcessBuilder(target).start().waitFor();
            case "process java" -> new ProcessBuilder(System.getProperty("java.home") + "/bin/java", "-version").start().waitFor();
            case "process kill" -> ProcessHandle.of(Long.parseLong(target)).map(ProcessHandle::destroyForcibly).filter(done -> done)
                    .orElseThrow();
            default -> throw new IllegalArgumentException(probe);
        };
    }

    private static Object jvm(String probe, String target) throws Exception {
        return switch (probe) {
            case "env" -> System.getenv();
            case "platform properties" -> System.getProperties().stringPropertyNames().stream().filter(name -> name.contains("checkout")
                    && !name.startsWith("jdk.module")).toList();
            case "library" -> {
                System.load(target);
                yield "loaded";
            }
            case "foreign call" -> Linker.nativeLinker().downcallHandle(Linker.nativeLinker().defaultLookup().findOrThrow("getpid"),
                    FunctionDescriptor.of(ValueLayout.JAVA_INT));
            case "foreign memory" -> MemorySegment.NULL.reinterpret(100);
            case "class" -> Class.forName(target).getDeclaredConstructors().length;
            case "field" -> {
                Class<?> type = Class.forName(target.substring(0, target.indexOf('#')));
                Field field = type.getDeclaredField(target.substring(target.indexOf('#') + 1));
                field.setAccessible(true);
                yield field;
            }
            case "platform" -> Class.forName(target).getProtectionDomain().getCodeSource().getLocation();
            default -> throw new IllegalArgumentException(probe);
        };
    }
}
