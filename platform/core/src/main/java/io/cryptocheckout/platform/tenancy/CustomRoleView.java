package io.cryptocheckout.platform.tenancy;

import java.util.UUID;

/** A role of a store's own making. */
public record CustomRoleView(UUID id, String name, Rights rights) {}
