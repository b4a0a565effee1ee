package io.cryptocheckout.platform.plugin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** The plugins that come with the platform: jars among its resources, which may themselves lie in a jar. */
final class BundledPlugins {
    private static final String JARS = "classpath*:bundled-plugins/**/*.jar";

    private BundledPlugins() {}

    static List<FoundJar> all() {
        try {
            return Stream.of(new PathMatchingResourcePatternResolver().getResources(JARS))
                    .map(jar -> new FoundJar(String.valueOf(jar.getFilename()), jar::getContentAsByteArray, null))
                    .sorted(Comparator.comparing(FoundJar::name)).toList();
        } catch (IOException e) {
            throw new UncheckedIOException("The bundled plugins could not be read", e);
        }
    }
}
