package io.cryptocheckout.platform.plugin;

import io.cryptocheckout.platform.plugin.process.OwnFolder;
import io.cryptocheckout.plugin.ApiVersion;
import io.cryptocheckout.plugin.Manifest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * Whether a jar can be a plugin, found out without running any of it. That its main class is what it says is found out where it is loaded,
 * in a process of its own.
 */
final class JarCheck {
    static final long LARGEST = 32L << 20;
    static final long LARGEST_UNPACKED = 64L << 20;
    static final int MOST_ENTRIES = 5_000;
    /** What text and classes shrink to is far above this; what is small and unfolds to much more is made to harm. */
    static final int STRONGEST_PACKING = 150;
    private static final long WHATEVER_PACKING = 1L << 20;

    /** Packages of the JDK and of the platform: a class there would pass for one of theirs. */
    private static final List<String> NOT_OURS = List.of("java/", "javax/", "jdk/", "sun/", "com/sun/", "io/cryptocheckout/");
    /** Where the plugins live that come with the platform. */
    private static final String OF_PLUGINS = "io/cryptocheckout/plugins/";
    /** What a jar's own manifest could ask the JVM for. */
    private static final List<String> FORBIDDEN = List.of("Class-Path", "Launcher-Agent-Class", "Premain-Class", "Agent-Class", "Add-Opens",
            "Add-Exports", "Enable-Native-Access", "Multi-Release");
    private static final String JAR_MANIFEST = "META-INF/MANIFEST.MF";
    private static final int LARGEST_JAR_MANIFEST = 65_536;

    private JarCheck() {}

    /**
     * The jar is read once, and what was read is what is checked and, as a copy, started ever after: whoever changes the file later changes
     * no plugin before the next start of the platform.
     *
     * @param copies
     *            the folder of this server alone
     */
    static InstalledPlugin check(FoundJar jar, Signers signers, OwnFolder copies) throws JarRefused {
        try {
            byte[] bytes = jar.content().read();
            if (bytes.length > LARGEST) {
                throw new JarRefused("It is no file of at most " + (LARGEST >> 20) + " MiB.");
            }
            boolean signed = jar.file() != null && signers.vouchFor(jar.file(), bytes);
            Path copy = copies.add(jar.name(), bytes, jar.content());
            try {
                return new InstalledPlugin(checked(copy, bytes.length), jar.name(), copy, signed);
            } catch (JarRefused | IOException e) {
                copies.remove(copy);
                throw e;
            }
        } catch (ZipException e) {
            throw new JarRefused("It is no jar, or a broken one: " + e.getMessage());
        } catch (IOException e) {
            throw new JarRefused("It could not be read: " + e.getMessage());
        }
    }

    private static Manifest checked(Path copy, long packed) throws JarRefused, IOException {
        try (ZipFile zip = new ZipFile(copy.toFile())) {
            contents(zip, packed);
            requireHarmless(zip);
            return manifest(zip);
        }
    }

    /** Everything is unpacked once and counted while that goes on: what an entry says about its size is not believed. */
    private static void contents(ZipFile zip, long packed) throws JarRefused, IOException {
        if (zip.size() > MOST_ENTRIES) {
            throw new JarRefused("It has more than " + MOST_ENTRIES + " entries.");
        }
        Set<String> names = new HashSet<>();
        long unpacked = 0;
        byte[] buffer = new byte[8192];
        for (Enumeration<? extends ZipEntry> entries = zip.entries(); entries.hasMoreElements();) {
            ZipEntry entry = entries.nextElement();
            requireName(entry.getName());
            if (!names.add(entry.getName())) {
                throw new JarRefused("It has two entries of the name " + shown(entry.getName()) + ".");
            }
            try (InputStream in = zip.getInputStream(entry)) {
                for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                    unpacked += read;
                    requireSize(unpacked, packed);
                }
            }
        }
    }

    private static void requireSize(long unpacked, long packed) throws JarRefused {
        if (unpacked > LARGEST_UNPACKED) {
            throw new JarRefused("It unpacks to more than " + (LARGEST_UNPACKED >> 20) + " MiB.");
        }
        if (unpacked > WHATEVER_PACKING && unpacked > packed * STRONGEST_PACKING) {
            throw new JarRefused("It unpacks to more than " + STRONGEST_PACKING + " times its size.");
        }
    }

    private static void requireName(String name) throws JarRefused {
        if (name.startsWith("/") || name.contains("\\") || List.of(name.split("/", -1)).contains("..")
                || name.chars().anyMatch(Character::isISOControl)) {
            throw new JarRefused("It has an entry with the name " + shown(name) + ", which leads out of it.");
        }
        if (name.startsWith("META-INF/versions/")) {
            throw new JarRefused("It has classes for several versions of Java; a plugin has one of each.");
        }
        if (name.endsWith(".class") && !name.startsWith(OF_PLUGINS)) {
            for (String prefix : NOT_OURS) {
                if (name.startsWith(prefix)) {
                    throw new JarRefused("It brings a class of the platform, " + shown(name) + "; a plugin is built against the plugin API"
                            + " and brings its own classes only.");
                }
            }
        }
    }

    private static void requireHarmless(ZipFile zip) throws JarRefused, IOException {
        ZipEntry entry = zip.getEntry(JAR_MANIFEST);
        if (entry == null) {
            return;
        }
        byte[] bytes = read(zip, entry, LARGEST_JAR_MANIFEST);
        Attributes attributes;
        try {
            attributes = new java.util.jar.Manifest(new ByteArrayInputStream(bytes)).getMainAttributes();
        } catch (IOException malformed) {
            throw new JarRefused("Its " + JAR_MANIFEST + " is malformed.");
        }
        for (String name : FORBIDDEN) {
            if (attributes.getValue(name) != null) {
                throw new JarRefused("Its " + JAR_MANIFEST + " has the line " + name + ", which a plugin may not have.");
            }
        }
    }

    private static Manifest manifest(ZipFile zip) throws JarRefused, IOException {
        ZipEntry entry = zip.getEntry(Manifest.PATH);
        if (entry == null) {
            throw new JarRefused("It is no plugin: " + Manifest.PATH + " is missing.");
        }
        Manifest manifest;
        try (InputStream in = zip.getInputStream(entry)) {
            manifest = Manifest.read(in);
        } catch (IllegalArgumentException e) {
            throw new JarRefused("Its manifest cannot be used. " + e.getMessage());
        }
        if (!ApiVersion.CURRENT.runs(manifest.api())) {
            throw new JarRefused("It was made for version " + manifest.api() + " of the plugin API; this platform has " + ApiVersion.CURRENT
                    + ".");
        }
        if (zip.getEntry(manifest.main().replace('.', '/') + ".class") == null) {
            throw new JarRefused("Its manifest names the main class " + manifest.main() + ", which is not in it.");
        }
        return manifest;
    }

    private static byte[] read(ZipFile zip, ZipEntry entry, int most) throws JarRefused, IOException {
        try (InputStream in = zip.getInputStream(entry)) {
            byte[] bytes = in.readNBytes(most + 1);
            if (bytes.length > most) {
                throw new JarRefused("Its " + entry.getName() + " is longer than " + most + " bytes.");
            }
            return bytes;
        }
    }

    /** A name as it may stand in a log. */
    private static String shown(String name) {
        String plain = name.replaceAll("[^\\x20-\\x7e]", "?");
        return "\"" + (plain.length() > 100 ? plain.substring(0, 100) + "…" : plain) + "\"";
    }
}
