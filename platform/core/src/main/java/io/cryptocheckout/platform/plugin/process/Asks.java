package io.cryptocheckout.platform.plugin.process;

import io.cryptocheckout.platform.authority.Scope;
import io.cryptocheckout.plugin.Refused;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a plugin may ask the platform for during a call. The arguments come from the plugin: nothing about them is to be believed. */
@FunctionalInterface
public interface Asks {

    /**
     * Answers with a plain value: text, long, decimal, boolean, list, map or null.
     *
     * @param scope
     *            the store and mode of the call; a plugin cannot name another
     * @param what
     *            {@code storage.get}, {@code storage.put}, {@code storage.putIfAbsent}, {@code storage.delete}, {@code storage.keys},
     *            {@code http.get}, {@code http.post}, {@code mail} or {@code log}; nothing else arrives here
     * @param left
     *            what is left of the call's time: nobody waits for an answer that takes longer
     * @throws Refused
     *             where the plugin may not, or the arguments are wrong; its message goes to the plugin
     * @throws IOException
     *             where the world outside is at fault
     */
    @Nullable
    Object answer(Scope scope, String pluginId, String what, List<@Nullable Object> args, Duration left) throws IOException;
}
