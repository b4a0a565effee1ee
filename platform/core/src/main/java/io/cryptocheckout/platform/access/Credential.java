package io.cryptocheckout.platform.access;

import org.jspecify.annotations.Nullable;

/**
 * What a request shows to say who asks.
 *
 * @param text
 *            what stands behind the scheme in the header {@code Authorization}
 * @param address
 *            the network address it came from
 * @param proof
 *            that it is shown by whom it was given to; null where the scheme is {@code Bearer}
 */
public record Credential(String text, String address, @Nullable Proof proof) {

    /**
     * The proof of possession of the scheme {@code DPoP} (RFC 9449, section 7.1), and what it must speak of.
     *
     * @param jwt
     *            the header {@code DPoP}; null where there is not exactly one
     * @param url
     *            of the request, without its query
     */
    public record Proof(@Nullable String jwt, String method, String url) {}

    /** Never shows the credential. */
    @Override
    public String toString() {
        return "Credential[" + address + "]";
    }
}
