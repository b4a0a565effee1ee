package io.cryptocheckout.platform.access;

import java.util.UUID;

/** A person who has signed in: everything that was asked for was shown. */
public record SignedIn(UUID accountId, String email, int generation) implements Person {}
