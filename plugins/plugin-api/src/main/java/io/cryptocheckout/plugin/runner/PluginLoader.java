package io.cryptocheckout.plugin.runner;

import io.cryptocheckout.plugin.Manifest;
import io.cryptocheckout.plugin.Plugin;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;

/** Loads the classes of one plugin's jar; what belongs to the platform it takes from the platform alone. */
final class PluginLoader extends URLClassLoader {
    private static final String PLATFORM = "io.cryptocheckout.";

    private PluginLoader(Path jar) throws IOException {
        super("plugin", new URL[]{jar.toUri().toURL()}, PluginLoader.class.getClassLoader());
    }

    /** The manifest in the jar. */
    static Manifest manifest(Path jar) throws IOException {
        try (JarFile file = new JarFile(jar.toFile(), false)) {
            ZipEntry entry = file.getEntry(Manifest.PATH);
            if (entry == null) {
                throw new IllegalArgumentException("There is no " + Manifest.PATH + " in the jar");
            }
            try (InputStream in = file.getInputStream(entry)) {
                return Manifest.read(in);
            }
        }
    }

    /** The plugin's object, made by its constructor without parameters. */
    @SuppressWarnings("resource") // The loader lives as long as the process.
    static Plugin load(Path jar, String main) throws IOException, ReflectiveOperationException {
        Class<?> type = Class.forName(main, true, new PluginLoader(jar));
        if (!Plugin.class.isAssignableFrom(type)) {
            throw new IllegalArgumentException("The class " + main + " does not implement " + Plugin.class.getName());
        }
        return (Plugin) type.getConstructor().newInstance();
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        if (name.startsWith(PLATFORM)) {
            throw new ClassNotFoundException(name + " belongs to the platform, which does not have it");
        }
        return super.findClass(name);
    }
}
