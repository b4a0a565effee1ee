package io.cryptocheckout.platform.access;

import org.jspecify.annotations.Nullable;

/**
 * Something that a person does to a credential or an app of an organization, for its log.
 *
 * @param livemode
 *            the mode of the credential; null for an app, which works in both
 * @param action
 *            for example {@code app.registered}
 * @param object
 *            the public id of the credential or the app
 * @param detail
 *            what a reader needs beside that; never a secret
 */
public record OrganizationAct(@Nullable Boolean livemode, String action, String object, String detail) {}
