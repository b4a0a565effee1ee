package io.cryptocheckout.platform.access;

import java.net.URI;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Where people's browsers reach this instance, for the links in mails.
 *
 * @param publicUrl
 *            scheme, host and port, without a path
 */
@ConfigurationProperties("checkout")
record SiteUrl(URI publicUrl) {

    /** The address of a page. */
    String of(String path) {
        String base = publicUrl.toString();
        return (base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + path;
    }
}
