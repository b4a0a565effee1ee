package io.cryptocheckout.platform.access;

import java.util.UUID;

/** A person who can sign in. */
public record AccountView(UUID id, String email) {}
