package io.cryptocheckout.platform.mail;

/**
 * One plain-text mail to one person.
 *
 * @param recipient
 *            an e-mail address
 * @param subject
 *            one line
 */
public record Mail(String recipient, String subject, String text) {

    public Mail {
        if (recipient.isBlank() || recipient.chars().anyMatch(Character::isISOControl)
                || subject.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("A mail's recipient and subject are one line each");
        }
    }
}
