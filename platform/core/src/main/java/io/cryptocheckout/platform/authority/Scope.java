package io.cryptocheckout.platform.authority;

import java.util.UUID;

/**
 * The unit of isolation: one store in one mode. Test and live data of a store are walled off from each other as stores
 * are.
 */
public record Scope(UUID storeId, boolean livemode) {}
