package io.cryptocheckout.platform.checkout.page;

import io.cryptocheckout.platform.checkout.PublicSession;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What the browser may do with the page: nothing from elsewhere but the store's own logo, nothing inline. */
@Component
final class PageHeaders {

    private final String frameAncestors;

    PageHeaders(CheckoutPageProperties settings) {
        this.frameAncestors = settings.frameAncestors();
    }

    void write(HttpServletResponse response, PublicSession.@Nullable Store store) {
        String logo = store == null ? "" : origin(store.logoUrl());
        response.setHeader("Content-Security-Policy",
                "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:" + logo
                        + "; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors " + frameAncestors);
        response.setHeader("Referrer-Policy", "same-origin");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("X-Robots-Tag", "noindex");
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("Vary", "Accept-Language");
    }

    /** Scheme and host of an https address with a space in front; empty for anything else. */
    private static String origin(@Nullable String url) {
        if (url == null) {
            return "";
        }
        try {
            URI uri = URI.create(url);
            boolean plain = "https".equals(uri.getScheme()) && uri.getHost() != null && uri.getUserInfo() == null;
            return plain ? " https://" + uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort()) : "";
        } catch (IllegalArgumentException e) {
            return "";
        }
    }
}
