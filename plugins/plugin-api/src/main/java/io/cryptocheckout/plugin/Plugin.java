package io.cryptocheckout.plugin;

/**
 * A plugin's entry, named by {@code main} in its manifest; it needs a public constructor without parameters. One object serves every store
 * that enabled the plugin, on several threads, in a process that may be ended at any moment: what must last belongs in {@link Storage}.
 */
public interface Plugin {

    /** Says what the plugin wants to be called for; each hook must be declared in the manifest too. Called once, before anything else. */
    void register(Hooks hooks);
}
