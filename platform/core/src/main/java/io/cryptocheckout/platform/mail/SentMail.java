package io.cryptocheckout.platform.mail;

import java.time.Instant;

/**
 * A mail as the post office has it.
 *
 * @param status
 *            {@code pending}, {@code sent} or {@code abandoned}
 */
public record SentMail(Mail mail, String status, Instant createdAt) {}
