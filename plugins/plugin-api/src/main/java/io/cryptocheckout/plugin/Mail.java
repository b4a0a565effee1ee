package io.cryptocheckout.plugin;

/** Mail to customers, whose addresses a plugin never sees. For plugins that declare {@code mail=customer}. */
public interface Mail {

    /**
     * Posts a mail to the customer of a session, once: a second one with the same session and subject is not sent.
     *
     * @param sessionId
     *            {@code cs_...}
     * @param text
     *            plain text; at most 10,000 characters
     * @return false where the session has no address, or the mail was posted before
     */
    boolean toCustomer(String sessionId, String subject, String text);
}
