package io.cryptocheckout.plugin;

import java.time.Instant;

/**
 * Something that happened, as webhooks tell it.
 *
 * @param id
 *            the same at every attempt; remember it to do something once
 * @param type
 *            for example {@code session.paid}
 * @param data
 *            the object it happened to, for example the session
 */
public record Event(String id, String type, Instant createdAt, Facts data) {}
