package io.cryptocheckout.plugin;

/**
 * Text for people about an event.
 *
 * @param subject
 *            one line
 * @param text
 *            a few lines, without the subject
 * @param link
 *            where the dashboard shows it
 */
public record Notice(Event event, String subject, String text, String link) {}
