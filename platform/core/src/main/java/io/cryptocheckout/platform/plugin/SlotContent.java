package io.cryptocheckout.platform.plugin;

import io.cryptocheckout.plugin.Block;
import java.util.List;

/**
 * What a plugin shows in a place of the dashboard.
 *
 * @param name
 *            of the plugin, for people
 */
public record SlotContent(String pluginId, String name, List<Block> blocks) {

    public SlotContent {
        blocks = List.copyOf(blocks);
    }
}
