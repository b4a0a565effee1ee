package io.cryptocheckout.platform.plugin;

import io.cryptocheckout.plugin.Manifest;
import java.nio.file.Path;

/**
 * A plugin that the operator installed and that passed every check.
 *
 * @param file
 *            its name in the operator's folder, or among the platform's own
 * @param jar
 *            a copy of what was checked, which nobody else can change
 * @param signed
 *            whether one of the operator's signers vouches for the jar
 */
public record InstalledPlugin(Manifest manifest, String file, Path jar, boolean signed) {

    public String id() {
        return manifest.id();
    }
}
