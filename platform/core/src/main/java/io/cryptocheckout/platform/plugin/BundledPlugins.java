package io.cryptocheckout.platform.plugin;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** The plugins that come with the platform: jars among its resources, which may themselves lie in a jar. */
final class BundledPlugins {
    private static final String JARS = "classpath*:bundled-plugins/**/*.jar";

    private BundledPlugins() {}

    /** A folder of this process alone, gone when it ends, with the jars as files: another process can be given nothing else. */
    static Path writtenOut() {
        try {
            Path folder = PluginFolder.copies();
            for (Resource jar : new PathMatchingResourcePatternResolver().getResources(JARS)) {
                Path file = folder.resolve(String.valueOf(jar.getFilename()));
                try (InputStream in = jar.getInputStream()) {
                    Files.copy(in, file);
                }
                file.toFile().deleteOnExit();
            }
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException("The bundled plugins could not be written to the folder for temporary files", e);
        }
    }
}
