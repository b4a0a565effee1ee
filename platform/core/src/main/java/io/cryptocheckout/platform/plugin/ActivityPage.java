package io.cryptocheckout.platform.plugin;

import java.util.List;

/** Lines of a plugin's activity, the newest first, and whether older ones follow. */
public record ActivityPage(List<ActivityLine> lines, boolean hasMore) {}
