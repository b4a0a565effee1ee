package io.cryptocheckout.platform.events;

import java.util.Map;
import java.util.function.Supplier;

/**
 * An event whose cause is being written: what plugins add to it is asked for meanwhile.
 *
 * @param extensions
 *            waits for them, no longer than plugins may take
 */
public record ComingEvent(NewEvent event, Supplier<Map<String, Map<String, Object>>> extensions) {}
