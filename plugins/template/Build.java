import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/** Builds the plugin with the JDK alone: {@code java Build.java path/to/checkout-plugin-api.jar}. */
public final class Build {
    private static final Path CLASSES = Path.of("target", "classes");
    private static final Path TESTS = Path.of("target", "test-classes");
    private static final Path JAR = Path.of("target", "hello-plugin.jar");

    public static void main(String[] arguments) throws Exception {
        if (arguments.length != 1 || !Files.isRegularFile(Path.of(arguments[0]))) {
            throw new IllegalArgumentException("Name the plugin API's jar: java Build.java path/to/checkout-plugin-api.jar");
        }
        String api = Path.of(arguments[0]).toAbsolutePath().toString();
        compile(Path.of("src"), CLASSES, api);
        copy(Path.of("resources"), CLASSES);
        compile(Path.of("test"), TESTS, api + java.io.File.pathSeparator + CLASSES);
        test(api);
        pack();
        System.out.println("Built " + JAR);
    }

    private static void compile(Path sources, Path into, String classPath) throws IOException {
        List<String> call = new ArrayList<>(List.of("--release", "25", "-Xlint:all", "-d", into.toString(), "-cp", classPath));
        files(sources).forEach(file -> call.add(file.toString()));
        if (ToolProvider.findFirst("javac").orElseThrow().run(System.out, System.err, call.toArray(String[]::new)) != 0) {
            System.exit(1);
        }
    }

    private static void copy(Path from, Path into) throws IOException {
        for (Path file : files(from)) {
            Path copy = into.resolve(from.relativize(file).toString());
            Files.createDirectories(copy.getParent());
            Files.write(copy, Files.readAllBytes(file));
        }
    }

    private static void test(String api) throws IOException, InterruptedException {
        String path = String.join(java.io.File.pathSeparator, api, CLASSES.toString(), TESTS.toString());
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        if (new ProcessBuilder(java, "-ea", "-cp", path, "com.example.HelloPluginTest").inheritIO().start().waitFor() != 0) {
            System.exit(1);
        }
    }

    private static void pack() throws IOException {
        try (OutputStream file = Files.newOutputStream(JAR); JarOutputStream jar = new JarOutputStream(file)) {
            for (Path each : files(CLASSES)) {
                jar.putNextEntry(new JarEntry(CLASSES.relativize(each).toString().replace('\\', '/')));
                Files.copy(each, jar);
            }
        }
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).sorted().toList();
        }
    }
}
