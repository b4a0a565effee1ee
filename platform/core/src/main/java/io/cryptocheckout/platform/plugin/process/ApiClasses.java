package io.cryptocheckout.platform.plugin.process;

import io.cryptocheckout.plugin.wire.Wire;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Path;
import java.util.Collections;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;

/** The plugin API's classes as a path that another JVM can be given. */
final class ApiClasses {

    private ApiClasses() {}

    /** Where they lie on the disk; where they lie inside another jar, a copy of them in the folder. */
    static Path on(OwnFolder folder) throws IOException {
        URL location = Wire.class.getProtectionDomain().getCodeSource().getLocation();
        try {
            if (location.getProtocol().equals("file")) {
                return Path.of(location.toURI());
            }
        } catch (URISyntaxException e) {
            throw new IOException("The plugin API's classes lie at no path: " + location, e);
        }
        URL one = Wire.class.getResource(Wire.class.getSimpleName() + ".class");
        URLConnection connection = one == null ? URI.create("file:/").toURL().openConnection() : one.openConnection();
        if (!(connection instanceof JarURLConnection jar)) {
            throw new IOException("The plugin API's classes are in no jar: " + location);
        }
        byte[] bytes = copy(jar.getJarFile());
        return folder.add("plugin-api.jar", bytes, () -> bytes);
    }

    static byte[] copy(JarFile from) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarOutputStream out = new JarOutputStream(bytes)) {
            for (JarEntry each : Collections.list(from.entries())) {
                out.putNextEntry(new JarEntry(each.getName()));
                if (!each.isDirectory()) {
                    try (InputStream in = from.getInputStream(each)) {
                        in.transferTo(out);
                    }
                }
            }
        }
        return bytes.toByteArray();
    }
}
