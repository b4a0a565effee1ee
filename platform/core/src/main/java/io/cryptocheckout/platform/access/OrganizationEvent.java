package io.cryptocheckout.platform.access;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One line of the log of an organization's credentials.
 *
 * @param livemode
 *            the mode of the credential
 * @param actor
 *            the person's e-mail address at that time
 * @param address
 *            the network address it came from
 * @param action
 *            for example {@code organization_key.created}
 * @param object
 *            the public id of the credential
 * @param detail
 *            what a reader needs beside that; never a secret
 */
public record OrganizationEvent(Instant at, boolean livemode, String actor, @Nullable String address, String action, String object,
        String detail) {}
