package io.cryptocheckout.platform.plugin;

import io.cryptocheckout.platform.plugin.process.OwnFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The plugins in the operator's folder, looked at once, at the start: a jar that cannot be used is refused by name, the others are. */
public final class PluginFolder {
    private static final Logger LOG = LoggerFactory.getLogger(PluginFolder.class);
    private static final String SUFFIX = ".jar";

    private final Map<String, InstalledPlugin> installed;
    private final List<RefusedPlugin> refused;

    private final Supplier<String> problem;

    private PluginFolder(Map<String, InstalledPlugin> installed, List<RefusedPlugin> refused, Supplier<String> problem) {
        this.installed = installed;
        this.refused = refused;
        this.problem = problem;
    }

    /**
     * @param copies
     *            where copies of what was checked are kept
     * @param problem
     *            why no plugin can run here, asked once somebody wants one; the empty text where they can
     */
    static PluginFolder read(Path folder, Signers signers, OwnFolder copies, Supplier<String> problem) {
        return of(jars(folder).stream().map(FoundJar::in).toList(), signers, copies, problem);
    }

    /** The same of jars that lie elsewhere. */
    static PluginFolder of(List<FoundJar> jars, Signers signers, OwnFolder copies, Supplier<String> problem) {
        List<InstalledPlugin> sound = new ArrayList<>();
        List<RefusedPlugin> refused = new ArrayList<>();
        for (FoundJar jar : jars) {
            try {
                sound.add(JarCheck.check(jar, signers, copies));
            } catch (JarRefused e) {
                refused.add(new RefusedPlugin(jar.name(), e.reason()));
            }
        }
        Map<String, InstalledPlugin> installed = onePerId(sound, refused);
        refused.forEach(each -> LOG.warn("The plugin {} is not used: {}", each.file(), each.reason()));
        installed.values().forEach(each -> LOG.info("The plugin {} {} is installed", each.id(), each.manifest().version()));
        return new PluginFolder(installed, List.copyOf(refused), problem);
    }

    /** Of two jars of one plugin nobody can say which is meant: neither is used. */
    private static Map<String, InstalledPlugin> onePerId(List<InstalledPlugin> sound, List<RefusedPlugin> refused) {
        Map<String, InstalledPlugin> installed = new LinkedHashMap<>();
        sound.stream().collect(Collectors.groupingBy(InstalledPlugin::id, TreeMap::new, Collectors.toList())).forEach((id, same) -> {
            if (same.size() == 1) {
                installed.put(id, same.getFirst());
            } else {
                String files = same.stream().map(InstalledPlugin::file).collect(Collectors.joining(", "));
                same.forEach(each -> refused.add(new RefusedPlugin(each.file(),
                        "The plugin " + id + " is there more than once (" + files + "); leave one of them.")));
            }
        });
        return installed;
    }

    /** These, and of the others those whose id is not among these: that is how an operator replaces a bundled plugin. */
    PluginFolder over(PluginFolder others) {
        Map<String, InstalledPlugin> both = new TreeMap<>(others.installed);
        both.putAll(installed);
        return new PluginFolder(both, Stream.concat(refused.stream(), others.refused.stream()).toList(), problem);
    }

    private static List<Path> jars(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> fileName(file).endsWith(SUFFIX)).sorted(Comparator.comparing(PluginFolder::fileName)).toList();
        } catch (IOException e) {
            LOG.warn("The folder of plugins {} cannot be read, so there are none", folder, e);
            return List.of();
        }
    }

    private static String fileName(Path file) {
        return String.valueOf(file.getFileName());
    }

    /** Those that can be enabled, by id, in the order of their ids. */
    public List<InstalledPlugin> installed() {
        return List.copyOf(installed.values());
    }

    public @Nullable InstalledPlugin find(String id) {
        return installed.get(id);
    }

    /** Why none of them can run on this machine; the empty text where they can. The first time it takes as long as the start of a JVM. */
    String problem() {
        return installed.isEmpty() ? "" : problem.get();
    }

    public List<RefusedPlugin> refused() {
        String trouble = problem();
        if (trouble.isEmpty()) {
            return refused;
        }
        String why = "No plugin can run on this machine. " + trouble
                + " Without walls of the operating system they run with checkout.plugins.wall=none.";
        return Stream.concat(refused.stream(), installed.values().stream().map(each -> new RefusedPlugin(each.file(), why)))
                .toList();
    }

    public boolean isEmpty() {
        return installed.isEmpty();
    }
}
