package io.cryptocheckout.platform.access;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One line of the log of an organization's credentials and apps.
 *
 * @param livemode
 *            the mode of the credential; null for an app, which works in both
 * @param actor
 *            the person's e-mail address at that time
 * @param address
 *            the network address it came from
 * @param action
 *            for example {@code organization_key.created}
 * @param object
 *            the public id of the credential or the app
 * @param detail
 *            what a reader needs beside that; never a secret
 */
public record OrganizationEvent(Instant at, @Nullable Boolean livemode, String actor, @Nullable String address, String action,
        String object,
        String detail) {}
