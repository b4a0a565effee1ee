package io.cryptocheckout.platform.authority;

import java.util.UUID;

/**
 * The authority of a request that an app makes for itself (RFC 6749, section 4.4). It opens no store: all it may do is read where the app
 * is connected and what it was told, and have it told again.
 */
public record AppCaller(UUID appId, Principal principal) {
    /** The one scope that such a token holds, and nothing else can. */
    public static final String SCOPE = "app:own";
}
