package io.cryptocheckout.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What was released stays. {@code released-api.txt} begins with the released version and lists all of it: a line that goes is a new major
 * version, a line that comes is a new minor one. A plugin implements the functional interfaces and {@link Plugin}, so those gain nothing.
 */
class CompatibilityTest {
    private static final List<Class<?>> IMPLEMENTED_BY_PLUGINS = List.of(Plugin.class, Hooks.Action.class, Hooks.Change.class,
            Hooks.Notifier.class, Hooks.PriceSource.class, Hooks.Task.class, Hooks.View.class);

    @Test
    void nothingThatWasReleasedIsGone() throws Exception {
        assertThat(current()).containsAll(released());
    }

    @Test
    void whatIsNewIsANewMinorVersion() throws Exception {
        List<String> lines = lines();
        boolean more = !released().containsAll(current());

        assertThat(ApiVersion.CURRENT.compareTo(ApiVersion.of(lines.getFirst())) > 0).isEqualTo(more);
    }

    @Test
    void aPluginHasOneMethodToImplement() {
        assertThat(IMPLEMENTED_BY_PLUGINS)
                .allMatch(
                        type -> Arrays.stream(type.getMethods()).filter(method -> Modifier.isAbstract(method.getModifiers())).count() == 1);
    }

    @Test
    void aPluginRunsWhereTheMajorVersionIsTheSameAndTheMinorNotSmaller() {
        ApiVersion here = new ApiVersion(2, 3);

        assertThat(Stream.of("2.0", "2.3").map(ApiVersion::of)).allMatch(here::runs);
        assertThat(Stream.of("2.4", "1.3", "3.0").map(ApiVersion::of)).noneMatch(here::runs);
    }

    private static List<String> released() throws IOException {
        return lines().subList(1, lines().size());
    }

    private static List<String> lines() throws IOException {
        try (InputStream in = Objects.requireNonNull(CompatibilityTest.class.getResourceAsStream("/released-api.txt"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }

    private static List<String> current() throws Exception {
        Path classes = Path.of(Plugin.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        TreeSet<String> all = new TreeSet<>();
        for (String folder : List.of("", "testing")) {
            try (Stream<Path> files = Files.list(classes.resolve("io/cryptocheckout/plugin").resolve(folder))) {
                files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(".class") && !name.startsWith("package-info"))
                        .map(name -> (folder.isEmpty() ? "" : folder + ".") + name.replace(".class", ""))
                        .forEach(name -> all.addAll(of(name)));
            }
        }
        return List.copyOf(all);
    }

    private static List<String> of(String name) {
        try {
            Class<?> type = Class.forName("io.cryptocheckout.plugin." + name);
            List<String> lines = new ArrayList<>();
            if (Modifier.isPublic(type.getModifiers())) {
                lines.add(name);
                Stream.concat(Arrays.stream(type.getDeclaredMethods()), Arrays.stream(type.getDeclaredConstructors()))
                        .filter(member -> Modifier.isPublic(member.getModifiers()) && !member.isSynthetic())
                        .forEach(member -> lines.add(name + " " + line(member)));
                Arrays.stream(type.getDeclaredFields()).filter(field -> Modifier.isPublic(field.getModifiers()))
                        .forEach(field -> lines.add(name + " " + line(field)));
            }
            return lines;
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String line(Executable member) {
        String result = member instanceof Method method ? method.getGenericReturnType().getTypeName() + " " + method.getName() : "new";
        return (Modifier.isStatic(member.getModifiers()) ? "static " : "") + result
                + Arrays.stream(member.getGenericParameterTypes()).map(type -> type.getTypeName())
                        .collect(Collectors.joining(", ", "(", ")"));
    }

    private static String line(Field field) {
        return "static " + field.getGenericType().getTypeName() + " " + field.getName();
    }
}
