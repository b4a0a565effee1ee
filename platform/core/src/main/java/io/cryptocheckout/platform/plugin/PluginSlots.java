package io.cryptocheckout.platform.plugin;

import io.cryptocheckout.platform.authority.Caller;
import io.cryptocheckout.platform.authority.Permission;
import io.cryptocheckout.platform.authority.Scope;
import io.cryptocheckout.platform.plugin.process.PluginCall;
import io.cryptocheckout.platform.plugin.process.PluginFault;
import io.cryptocheckout.plugin.Block;
import io.cryptocheckout.plugin.Facts;
import io.cryptocheckout.plugin.Slot;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What plugins show in the dashboard; the place of one that fails or is late stays empty. */
public final class PluginSlots {
    private static final Logger LOG = LoggerFactory.getLogger(PluginSlots.class);
    private static final int MOST_BLOCKS = 20;
    private static final int BUDGETS_IN_ALL = 2;

    private final PluginRegistry registry;
    private final PluginHost host;
    private final Quarantine quarantine;
    private final long nanosInAll;

    PluginSlots(PluginRegistry registry, PluginHost host, Quarantine quarantine, PluginsProperties properties) {
        this.registry = registry;
        this.host = host;
        this.quarantine = quarantine;
        this.nanosInAll = properties.budgets().slot().toNanos() * BUDGETS_IN_ALL;
    }

    /**
     * What the store's plugins show in a place, in the order of their ids.
     *
     * @param about
     *            the session, as the REST API shows it, where the place belongs to one; asked for where a plugin wants to know
     */
    public List<SlotContent> show(Scope scope, Slot place, Supplier<Facts> about) {
        List<EnabledPlugin> showing = registry.of(scope).stream().filter(plugin -> plugin.manifest().slots().contains(place)).toList();
        if (showing.isEmpty()) {
            return List.of();
        }
        long begun = System.nanoTime();
        Map<String, Object> facts = Discreet.of(about.get().values());
        List<SlotContent> contents = new ArrayList<>();
        for (EnabledPlugin plugin : showing) {
            if (System.nanoTime() - begun < nanosInAll) {
                contents.addAll(content(plugin, place, facts));
            }
        }
        return List.copyOf(contents);
    }

    /** What one plugin shows on its own page; empty where it shows nothing, and for whoever may not see the store's payments. */
    public List<Block> showOne(Caller caller, String pluginId, Slot place) {
        EnabledPlugin plugin = registry.find(caller.scope(), pluginId);
        return plugin == null || !caller.permissions().contains(Permission.SESSIONS_READ) || !plugin.manifest().slots().contains(place)
                ? List.of()
                : content(plugin, place, Map.of()).stream().flatMap(content -> content.blocks().stream()).toList();
    }

    private List<SlotContent> content(EnabledPlugin plugin, Slot place, Map<String, Object> about) {
        try {
            Object answer = host.call(plugin, new PluginHost.Hook(PluginCall.Hook.SLOT, place.wireName()), null, about);
            quarantine.inTime(plugin.scope(), plugin.id());
            List<Block> blocks = blocks(answer);
            return blocks.isEmpty() ? List.of() : List.of(new SlotContent(plugin.id(), plugin.manifest().name(), blocks));
        } catch (PluginFault e) {
            return List.of();
        } catch (IllegalArgumentException | NullPointerException malformed) {
            quarantine.refused(plugin.scope(), plugin.id(), "What it returned for " + place.wireName() + " is malformed: "
                    + malformed.getMessage());
            return List.of();
        } catch (RuntimeException unforeseen) {
            LOG.warn("The plugin {} was not asked what it shows", plugin.id(), unforeseen);
            return List.of();
        }
    }

    private static List<Block> blocks(@Nullable Object plain) {
        if (!(plain instanceof List<?> list) || list.size() > MOST_BLOCKS) {
            throw new IllegalArgumentException("A list of at most " + MOST_BLOCKS + " blocks is expected");
        }
        return list.stream().map(PluginSlots::block).toList();
    }

    private static Block block(@Nullable Object plain) {
        if (plain instanceof Map<?, ?> map && map.get("kind") instanceof String kind && map.get("label") instanceof String label
                && map.get("text") instanceof String text) {
            return new Block(Block.Kind.valueOf(kind), label, text);
        }
        throw new IllegalArgumentException("A block has a kind, a label and a text");
    }
}
