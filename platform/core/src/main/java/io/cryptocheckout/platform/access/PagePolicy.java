package io.cryptocheckout.platform.access;

/** What a page may load, and where its forms may lead (Content Security Policy, level 3). */
public final class PagePolicy {
    /** Everything is our own, but for pictures. */
    public static final String OWN_ONLY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: https:; "
            + "font-src 'self'; connect-src 'self'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'";

    private PagePolicy() {}

    /**
     * The same for a page whose form is answered by a redirect to another site, which a browser follows only where it is named.
     *
     * @param origin
     *            scheme, host and port
     */
    public static String leadingTo(String origin) {
        return OWN_ONLY + " " + origin;
    }
}
