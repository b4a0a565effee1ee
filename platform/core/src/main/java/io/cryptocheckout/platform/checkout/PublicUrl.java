package io.cryptocheckout.platform.checkout;

import java.net.URI;
import java.util.UUID;
import io.cryptocheckout.platform.id.IdKind;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Where customers' browsers reach this instance.
 *
 * @param publicUrl
 *            scheme, host and port, without a path
 */
@ConfigurationProperties("checkout")
public record PublicUrl(URI publicUrl) {

    /** The hosted page of a session. */
    public String checkout(UUID sessionId) {
        String base = publicUrl.toString();
        return (base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + "/checkout/"
                + IdKind.CHECKOUT_SESSION.format(sessionId);
    }
}
